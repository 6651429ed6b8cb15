//! How terms of data protection are stated: retention, deletion, breach, sale, signals, transfers.

use super::Row;
use super::value::Kind::{Hours, Is, Time};

/// What a deletion follows: the end of an account, or a request.
macro_rules! closure {
    () => {
        "account|request|terminat|closure|close|deactivat|cancel|you delete|withdraw"
    };
}

/// Says that something else is deleted, by someone else, or not at all.
const KEPT: &str = r"inactiv|copyright|infring|counter|retain|notice|before|prior|not (?:been )?used|dormant|refund|log(?:ged)? in|you (?:will|must|shall|agree)\b|if you create|(?:respond|reply|acknowledg)|\bnot be (?:deleted|removed|erased)|don't (?:clear|delete)|ip address|\blogs?\b|trash|recently|unless you|\bkeep\b|\bstore|retention";

const DATA: &str =
    "data|information|log|record|message|content|history|recording|cookie|backup|file";

/// Says that there is no such decision.
const NOT_ADEQUATE: &str = r"\bnot\b.{0,80}?adequa|n't.{0,80}?adequa|without (?:an? )?adequa|(?:\bno\b|absence of|lacks?|lacking) (?:\w+ ){0,4}?adequa|inadequate|regardless of";

const fn safeguard(anchors: &'static str, pattern: &'static str, value: &'static str) -> Row {
    safeguard_unless(anchors, pattern, "", value)
}

const fn safeguard_unless(
    anchors: &'static str,
    pattern: &'static str,
    unless: &'static str,
    value: &'static str,
) -> Row {
    Row {
        name: "transfer-safeguard",
        anchors,
        context: "transfer|european|outside",
        subject: "",
        pattern,
        unless,
        kind: Is(value),
    }
}

pub(super) const ROWS: &[Row] = &[
    Row {
        name: "retention-period",
        anchors: "retain|retention|kept|keep|store|storage|storing|saved|held|preserv|maintain",
        context: DATA,
        subject: "",
        pattern: concat!(
            r"\b(?:retain\w*|retention|kept|keeps?|stored?|storing|storage|saved|held|hold|preserv\w*|maintain\w*)\b.{0,80}?",
            r"\b(?:for|of|than|maximum|is|to|about|approximately|least|exceeding|period|within)(?: (?:a|an|the|period|maximum|minimum|up|to|of|at|least|least|no|longer|more|than|about|approximately|another|additional|further|total|legally|required|any))* (?<v>{duration})",
        ),
        unless: r"refund|\bnotice\b|\btrial|sign(?:ed)? in for|trust|warrant|confidential|uptime|availab|inactiv\w+ for|per (?:month|year)|keep \w+ing\b",
        kind: Time,
    },
    Row {
        name: "retention-period",
        anchors: "delet|eras|anonymi&after|within",
        context: DATA,
        subject: "",
        pattern: r"\b(?:deleted|erased|anonymi[sz]ed|delete|erase|anonymi[sz]e)\b.{0,60}?\b(?:after|within)(?: (?:a|an|the|period|maximum|of|at|most|about|approximately))* (?<v>{duration})",
        unless: r"account|request|terminat|clos(?:e|ed|ure|ing)\b|deactivat|cancel|you (?:delete|must|shall|will|agree)|withdraw|inactiv|\bnot be (?:deleted|removed)|copyright|consent|trash|notice",
        kind: Time,
    },
    Row {
        name: "retention-period",
        anchors: "indefinite|forever",
        context: DATA,
        subject: "",
        pattern: r"\b(?:retain\w*|kept|keep|stored?|storing|held|preserv\w*)\b.{0,120}?(?:indefinite(?:ly)?|forever)",
        unless: r"(?:\bnot\b|n't|prevent|avoid).{0,90}(?:indefinite|forever)|no obligation",
        kind: Is("indefinite"),
    },
    Row {
        name: "deletion-delay",
        anchors: concat!("delet|eras|remov|purg|destroy|anonymi&", closure!()),
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:delet|eras|remov|purg|destroy|anonymi)\w*.{0,90}?(?:within|in|after|up to|takes?|later than|than|following)",
            r"(?: (?:a|an|the|period|maximum|of|up|to|about|approximately|another|further|next))* (?<v>{duration})",
        ),
        unless: KEPT,
        kind: Time,
    },
    Row {
        name: "deletion-delay",
        anchors: concat!("delet|eras|purg|destroy|anonymi&", closure!()),
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:within|after) (?:a period of |a maximum of |up to )?(?<v>{duration}).{0,120}?",
            r"(?:we|will|be|data|information|account|content).{0,60}?(?:delet|eras|purg|destroy|anonymi)\w*",
        ),
        unless: KEPT,
        kind: Time,
    },
    Row {
        name: "deletion-delay",
        anchors: "delet|eras&take&account|request",
        context: "",
        subject: "",
        pattern: r"\btakes?(?: \w+){0,3}? (?<v>{duration}) .{0,60}?(?:delet|eras)\w*",
        unless: KEPT,
        kind: Time,
    },
    Row {
        name: "breach-notice",
        anchors: "breach|incident|unauthori",
        context: "notif|inform|report",
        subject: "",
        pattern: concat!(
            r"(?:(?:notif|inform|report|alert)\w*.{0,200}?(?:breach|incident|unauthori[sz]ed).{0,200}?(?<v>{duration})",
            r"|(?:breach|incident|unauthori[sz]ed).{0,240}?(?:notif|inform|report|alert)\w*.{0,160}?(?<w>{duration})",
            r"|(?:notif|inform|report|alert)\w*.{0,100}?(?<x>{duration}).{0,160}?(?:breach|incident|unauthori[sz]ed))",
        ),
        unless: r"\bcure|remed|terminat|material breach|breach of (?:this|these|the|any)|statement|bank|lost|stolen|liable|transaction",
        kind: Hours,
    },
    Row {
        name: "breach-notice",
        anchors: "undue delay|unreasonable delay",
        context: "breach|incident",
        subject: "",
        pattern: concat!(
            r"(?:(?:breach|incident).{0,300}?without (?:undue|unreasonable) delay",
            r"|without (?:undue|unreasonable) delay.{0,200}?(?:breach|incident))",
        ),
        unless: r"\brequest|content|cure|remed|instruction",
        kind: Is("without undue delay"),
    },
    Row {
        name: "breach-notice",
        anchors: "undue delay|unreasonable delay",
        context: "",
        subject: "breach|incident",
        pattern: r"(?:notif\w*|inform)\b.{0,120}?without (?:undue|unreasonable) delay|without (?:undue|unreasonable) delay.{0,60}?(?:notif\w*|inform)\b",
        unless: r"\brequest|content|cure|remed|instruction",
        kind: Is("without undue delay"),
    },
    Row {
        name: "breach-notice",
        anchors: "notif|inform|report",
        context: "",
        subject: "breach|incident",
        pattern: r"(?:notif\w*|inform|report)\b.{0,160}?(?:within|later than) (?<v>{number}[- ]hours?)",
        unless: r"\bcure|remed|terminat|statement|bank|lost|stolen|liable|transaction",
        kind: Hours,
    },
    Row {
        name: "data-sale",
        anchors: "sell|sold|sale|selling",
        context: "data|information|address|details",
        subject: "",
        pattern: concat!(
            r"(?:\bnot\b|n't|never|\bnor\b|neither|\bno\b)(?: \w+,?){0,8}? \x22?(?:sell|sale|sold|selling)\b.{0,160}?",
            r"(?:data|information|details|addresses|\bit\b|\bpii\b)",
        ),
        unless: r"(?:sale|sell\w*|sold)(?: or \w+)* (?:\w+ ){0,4}?(?:assets|business|compan|stock)|if you|direct us|(?:request|ask) (?:that|us)|right to|opt[- ]out|you (?:further )?(?:may|agree|will|shall|must) (?:\w+ )?not|you do not|do not sell (?:or share )?my|\bmy (?:personal )?(?:data|information)|(?:under|less than|younger than)(?: the age of)? 1\d|\bminors?\b|children|(?:providers?|parties|partners|companies|brokers|anyone|those) (?:that|who|which) sell|\bapps\b|creators|developers|publisher|any other|if we (?:have|do|did)|for the purposes? of training|sensitive|biometric",
        kind: Is("no"),
    },
    Row {
        name: "data-sale",
        anchors: "sell|sold|sale",
        context: "data|information",
        subject: "",
        pattern: concat!(
            r"(?:\bwe(?: [\w/]+,?){0,4}? \x22?(?:sell|sold)\b,?\x22?(?: \w+,?){0,10}? (?:data|information)",
            r"|(?:may|could|might|is|are|be) (?:be )?(?:deemed|considered|constitute|qualify as|regarded)(?: \w+){0,6}? (?:a )?\x22?(?:sale|sell)\b)",
        ),
        unless: r"\bnot\b|n't|never|\bno\b|neither|without|whether|\bif we\b|were we|to whom we|including if|(?:sell|sold|sale of)(?: \w+){0,6} (?:assets|business|compan)|\bmy (?:personal )?(?:data|information)|to the extent (?:that )?we",
        kind: Is("yes"),
    },
    Row {
        name: "do-not-track-honoured",
        anchors: "track|dnt",
        context: "do not track|do-not-track|dnt",
        subject: "",
        pattern: concat!(
            r"(?:(?:\bnot\b|n't|unable|cannot|\bno\b|ignore).{0,80}?(?:respond|honou?r|recogni[sz]e|react|support|process|accommodate|\bact\b|comply|accept|acknowledge|alter|change|adjust|respect|ignore).{0,140}?(?:do[- ]not[- ]track|\bdnt\b)",
            r"|(?:do[- ]not[- ]track|\bdnt\b).{0,240}?(?:\bnot\b|n't|ignore|cannot|unable).{0,80}?(?:respond|honou?r|recogni[sz]e|react|support|process|\bact\b|comply|acknowledge|alter|change|respect|take (?:any )?action|effect|function))",
        ),
        unless: r"third[- ]part(?:y|ies) (?:may|might|do) not|promise|(?:you|browsers?) (?:do|does|may|have) not",
        kind: Is("no"),
    },
    Row {
        name: "do-not-track-honoured",
        anchors: "track|dnt",
        context: "do not track|do-not-track|dnt",
        subject: "",
        pattern: r"(?:\bwe\b|\bour\b|sites?|websites?|services?)(?: \w+,?){0,4}? (?:respond to|honou?r|recogni[sz]e|support|comply with|respect|process|adhere to)s?\b.{0,80}?(?:do[- ]not[- ]track|\bdnt\b)|(?:honou?rs|recogni[sz]es|respects|responds to)\b.{0,80}?(?:do[- ]not[- ]track|\bdnt\b)",
        unless: r"\bnot (?:[^t]|t[^r])|n't|unable|cannot|\bno\b|\bmay (?:respond|honou?r)|\bhow (?:we|our)",
        kind: Is("yes"),
    },
    Row {
        name: "global-privacy-control-honoured",
        anchors: "gpc|global privacy control|preference signal|universal opt",
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:(?:respond|honou?r|recogni[sz]e|process|respect|treat|accept|comply|support|apply|opt you out).{0,200}?(?:global privacy controls?|\bgpc\b|opt-out preference signals?|universal opt-out)",
            r"|(?:global privacy controls?|\bgpc\b|opt-out preference signals?|universal opt-out).{0,240}?(?:respond|honou?r|recogni[sz]e|process|respect|treat|accept|comply|support|apply|opt you out))",
        ),
        unless: r"\bnot (?:currently |yet )?(?:respond|honou?r|recogni|process|respect|treat|accept|support)|unable|cannot|some (?:\w+ )?browsers",
        kind: Is("yes"),
    },
    Row {
        name: "global-privacy-control-honoured",
        anchors: "gpc|global privacy control|preference signal&opt|exercise|request",
        context: "",
        subject: "",
        pattern: r"(?:you|residents|users|consumers) (?:may|can)(?: \w+,?){0,6}? (?:opt|exercise|request|set|us(?:e|ing))\b.{0,200}?(?:global privacy controls?|\bgpc\b|preference signals?)",
        unless: r"\bnot (?:currently |yet )?(?:respond|honou?r|recogni|process|respect|treat|accept|support)|unable|cannot|some (?:internet )?browsers",
        kind: Is("yes"),
    },
    Row {
        name: "global-privacy-control-honoured",
        anchors: "gpc|global privacy control|preference signal",
        context: "",
        subject: "",
        pattern: r"(?:\bnot\b|n't|unable|cannot)(?: \w+){0,3}? (?:respond|honou?r|recogni[sz]e|process|respect|support).{0,140}?(?:global privacy controls?|\bgpc\b|opt-out preference signals?)",
        unless: "",
        kind: Is("no"),
    },
    safeguard(
        "contractual clauses|model clauses|sccs|scc|data protection clauses|contract clauses",
        r"standard contract(?:ual)? clauses|\bsccs?\b|model (?:contract(?:ual)? )?clauses|standard data protection clauses|model contract clauses",
        "SCC",
    ),
    safeguard_unless(
        "adequa",
        r"adequacy (?:decisions?|regulations?|findings?|status)|adequate level of (?:data |personal data )?protection|\bdeemed adequate|(?:considered|recogni[sz]ed|found)(?: \w+){0,5} adequate",
        NOT_ADEQUATE,
        "adequacy",
    ),
    safeguard("privacy framework|dpf", r"data privacy framework|\bdpf\b", "DPF"),
    safeguard("binding corporate", r"binding corporate rules", "BCR"),
    safeguard("privacy shield", r"privacy shield", "Privacy Shield"),
];
