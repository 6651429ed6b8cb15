//! How terms of the bargain are stated: ages, refunds, renewals, trials.

use super::Row;
use super::value::Kind::{Age, Days, Is, Time};

/// What the reader pays, or pays for.
macro_rules! paid {
    () => {
        r"(?:fees?|payments?|purchases?|charges?|subscriptions?|sales|amounts?|prices?|orders?|credits?|coins?|gifts?|donations?|transactions?|memberships?|items?|tokens?|plans?|tickets?|bookings?|balances?|packages?)"
    };
}

/// Says that only a part of what is paid stays unrefunded, or only in some case, or by another.
macro_rules! partly_refunded {
    () => {
        r"refundable or non|non-?refundable or refundable|shipping|delivery|third[- ]part|retailer|app store|promotional|\bcertain\b|\bsome(?:times)?\b|(?:if|where|when) (?:we|your account)\b.{0,40}(?:terminat|suspend|disabl).{0,200}refund|(?:violat|breach|banned).{0,200}refund|refund.{0,80}(?:violat|breach)|\bif (?:the|a|an|it|we|your|there|any|such|that|this)\b.{0,200}refund|\bif you (?:do not|don't|fail|are|have)\b.{0,200}refund|refunds? in the event|\bin (?:the event|case)\b.{0,200}refund|receive (?:your|the) refund|any non-?refundable|\bmay not (?:\w+ )?(?:provide|offer|receive|be (?:eligible|entitled))|in the case of|deposits? (?:is|are|will)|returned|no cash|free trial|(?:after|within)(?: (?:the|first|a))* {duration}|processing fee|tax(?:es)? (?:is|are)|\bbank\b|organi[sz]er|otherwise non|label+ed|apart from|prohibit|difference|full refund|erroneous|other than that|\btips?\b|after you receive|withdraw from|forfeit|\bno[- ]show|turn up|\bport(?:ed|ing)\b|cooling[- ]off|withdrawal (?:right|period)|right (?:of|to) withdraw|suspen|interrupt|deletion|\bsuch (?:\w+ ){0,2}?(?:terminat|cancel)|(?:upon|on|following|after|for|by) (?:\w+ ){0,3}?terminat|\b(?:service|registration|application|set-?up|activation|processing|enrol\w*|late|listing|reservation|transaction|withdrawal|conversion|administrat\w+|joining|initiation|verification|domain(?: name)?) (?:fees?|charges?)\b"
    };
}

/// Says that the age is one for the data of minors, their parents, or a part of the service.
const NOT_OF_USE: &str = r"parent|guardian|supervis|sexual|explicit|exploit|advertis|\bcertain\b|\bpass\b|(?:information|data) of any|feature|profiling|\bsell|\bshar(?:e|es|ing)\b|\bsale\b|\bsold\b|target|collect(?:, \w+)*,? or use|provide (?:any )?personal|disclos|liab|responsib|direct messag|\bdms\b|\bp2p\b|livestream|\bfeature\b|\bads\b|\brewards?\b|\bto (?:view|post|contribute|redeem)\b|not intend to|purchases\b|opt(?:ing)?[- ]in\b";

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "minimum-age",
        anchors: "age|years|older|over",
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:\bmust\b|at least|represent|warrant|confirm|affirm|certify|\bonly\b|eligible|requir\w*|you are|need to be|have to be|intended for|restricted to|minimum age|if you are|\bnot\b).{0,160}?",
            r"(?:(?:age of|aged|minimum age(?: \w+){0,8}? (?:is|of)|at least) (?<v>{number})(?: \(\d+\))?(?: years (?:of age|old)| or older| or over|[-, ]years?[- ]old|[.,;)]|$)",
            r"| (?:over|at least) (?<w>{number}) years (?:of age|old))",
        ),
        unless: r"\b(?:under|below|younger)\b|parent|guardian|\bday|month|drive|transmit|suitable|audiences|direct messag|\bdms\b|\bp2p\b|livestream|\bfeature\b|\bads\b|\brewards?\b|\bto (?:view|post|contribute|redeem)\b|not intend to|purchases\b|opt(?:ing)?[- ]in\b",
        kind: Age,
    },
    Row {
        name: "minimum-age",
        anchors: "reached|attained|only",
        context: "",
        subject: "",
        pattern: r"(?:(?:have|has) (?:reached|attained) the (?:legal )?age of|\bonly(?: \w+){0,3}? (?:over|above|aged)(?: the age of)?) (?<v>{number})",
        unless: r"\b(?:under|below|younger)\b|parent|guardian|\bday|month|drive|suitable|audiences|direct messag|\bdms\b|\bp2p\b|livestream|\bfeature\b|\bads\b|\brewards?\b|\bto (?:view|post|contribute|redeem)\b|not intend to|purchases\b|opt(?:ing)?[- ]in\b",
        kind: Age,
    },
    Row {
        name: "minimum-age",
        anchors: "years|older|over",
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:\bmust\b|at least|represent|warrant|confirm|affirm|certify|\bonly\b|eligible|requir\w*|you are|need to be|have to be|intended for|restricted to).{0,60}?",
            r"(?<v>{number})(?: \(\d+\))?(?: years of age(?: or older)?| years old| years or older| (?:or|and) (?:older|over|above|up)\b)",
        ),
        unless: r"\b(?:under|below|younger)\b|\bday|month|drive|viewable|direct messag|\bdms\b|\bp2p\b|livestream|\bfeature\b|\bads\b|\brewards?\b|\bto (?:view|post|contribute|redeem)\b|not intend to|purchases\b|opt(?:ing)?[- ]in\b|\bbut (?:not|under|below)\b|if you are (?:a )?minor|(?:permission|consent) of|\bcontent (?:that|showing|may)\b",
        kind: Age,
    },
    Row {
        name: "minimum-age",
        anchors: "under|younger|below",
        context: "",
        subject: "",
        // An age below which no data are knowingly collected is not the age of use.
        pattern: concat!(
            r"(?:(?:\bnot\b|prohibited|forbidden|n't).{0,80}?(?:\bus(?:e|ed|ers?|ing)\b|regist|sign up|accounts?\b|\bjoin|access|eligib|allow|permit|intended|meant|designed|open|available|offer|provided|\bfor (?:anyone|any (?:person|individual)s?|individuals|persons|people|children|minors|users|those|kids)\b)|\b(?:no one|nobody))",
            r"[^;.]{0,100}?(?:under|below|younger than)(?: the)?(?: age)?(?: of)? (?<v>{number})",
        ),
        unless: NOT_OF_USE,
        kind: Age,
    },
    Row {
        name: "minimum-age",
        anchors: "under|younger|below",
        context: "",
        subject: "",
        pattern: r"(?:under|below|younger than)(?: the)?(?: age)?(?: of)? (?<v>{number}).{0,80}?(?:may not|must not|cannot|can't|not (?:allowed|permitted|eligible|authori[sz]ed)|should not|do not|don't|prohibited|not use)",
        unless: r"parent|guardian|supervis|unaccompanied|\b(?:post|contribute|purchases)\b|knowingly|\bwe (?:do|will|can)(?: not|not|n.t)|disclos|(?:submit|provide|send|give)(?: \w+){0,4}? (?:information|data)",
        kind: Age,
    },
    Row {
        name: "minimum-age",
        anchors: "under|younger|below",
        context: "",
        subject: "",
        pattern: r"\bif you are (?:an? \w+ )?(?:under|below|younger than)(?: the)?(?: age)?(?: of)? (?<v>{number})(?: \w+){0,3}?,? (?:then )?(?:(?:please )?do not|don't|you (?:may not|must not|cannot|should not)) (?:\w+ ){0,4}?(?:us(?:e|ing)|access|regist|sign|creat|join)\w*",
        unless: r"parent|guardian|supervis",
        kind: Age,
    },
    Row {
        name: "refund-window",
        anchors: "refund|money back|money-back",
        context: "",
        subject: "",
        pattern: r"(?:refund|money[- ]back).{0,140}?(?:within|in|during|before|up to|for)(?: the)?(?: first)? (?<v>{duration})(?:'s?)?(?: of| from| after| following|[.,;)]|$)",
        unless: r"process|\bcure|receiv\w* (?:your |the |a )?refunds? (?:within|in)|arriv|reflect|credited|reimburs|issue(?:d)? (?:a |the )?(?:refund )?within|make the refund|shipping label|\b(?:will|shall|must) (?:be )?refund|we will refund|deposit|from your bank|outage|refunds?@|unauthori|service credits|notify us of|store provider|referral|deem|provide (?:this|the|you with) (?:a )?(?:full )?refund",
        kind: Days,
    },
    Row {
        name: "refund-window",
        anchors: "refund|money back|money-back",
        context: "",
        subject: "",
        pattern: r"(?<v>{duration})(?:'s?)?.{0,120}?(?:refund|money[- ]back)",
        unless: r"process|\bcure|receiv\w* (?:your |the |a )?refunds? (?:within|in)|arriv|reflect|credited|reimburs|notice|terminat|(?:will|shall|must) (?:be )?refund|no refund|not (?:be )?(?:refund|entitled)|no (?:\w+ )?refund|non-?refund|(?:take|takes) up to|withhold|be issued|deposit|from your bank|chargeback|outage|refunds?@|unauthori|service credits|notify us of|store provider|referral|deem",
        kind: Days,
    },
    Row {
        name: "refund-window",
        anchors: "refund|sales are final",
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:\b",
            paid!(),
            r"\b.{0,100}?(?:non-? ?refundable|(?:not|n't|never)(?: be)?(?: \w+)? refund(?:ed|able))\b",
            r"|(?:not|never) refund (?:\w+ ){0,2}?",
            paid!(),
            r"|non-? ?refundable(?: (?:and|or) [\w-]+)? (?:\w+ )?",
            paid!(),
            ")",
        ),
        unless: partly_refunded!(),
        kind: Is("none"),
    },
    Row {
        name: "refund-window",
        anchors: "refund|sales are final",
        context: "",
        subject: "",
        pattern: r"\bno (?:\w+ ){0,2}?refunds?\b|(?:not|n't) (?:be )?(?:provide|offer|issue|give|make|grant|entitled to|receive|eligible for)(?: \w+){0,3}? refunds?|all sales are final",
        unless: concat!(
            partly_refunded!(),
            // What is left of a period is not what is paid for it.
            r"|refunds?\b[^;]{0,80}\bfor (?:\w+ ){0,3}?(?:(?:then-)?current|remain\w*|unused|partial\w*)",
        ),
        kind: Is("none"),
    },
    Row {
        name: "renewal-notice",
        anchors: "renew",
        context: "",
        subject: "",
        pattern: r"renew.{0,240}?(?<v>{duration})(?:'s?)?(?: (?:advance|written|prior|calendar|or|more|an?|email|by|in|your))* ?(?:notice|before|prior|in advance)",
        unless: r"price|increas|charge (?:the|your)|charged for renewal|(?:we|us|company)\b.{0,40}(?:entitled|right) to terminate",
        kind: Time,
    },
    Row {
        name: "renewal-notice",
        anchors: "renew|billing|subscription|term",
        context: "renew",
        subject: "",
        pattern: r"(?<v>{duration})(?:'s?)?(?: (?:advance|written|prior|calendar|or|more|in))* ?(?:before|prior to|in advance of)(?: \w+){0,4}? (?:renew\w*|end of|expir\w+|next billing)",
        unless: r"price|increas|\bfees?\b|charged|charge your",
        kind: Time,
    },
    Row {
        name: "trial-length",
        anchors: "trial",
        context: "",
        subject: "",
        pattern: r"(?<v>{duration})(?:'s?)?[ -](?:\w+[ -]){0,2}?trial",
        unless: "",
        kind: Time,
    },
    Row {
        name: "trial-length",
        anchors: "trial",
        context: "",
        subject: "",
        pattern: r"trial(?: \w+){0,4}? (?:of|for|last(?:s|ing)?|is|up to|period of)(?: up to)? (?<v>{duration})",
        unless: "",
        kind: Time,
    },
];
