//! How terms of the bargain are stated: notices, ages, refunds, renewals, trials, licences.

use super::Row;
use super::value::Kind::{Age, Days, Is, Time};

/// What a change of terms is about; a change of the service or of prices is something else.
const TERMS: &str =
    "terms|agreement|policy|conditions|notice|statement|addendum|guidelines|contract|changes\n";

const fn licence(anchors: &'static str, pattern: &'static str, value: &'static str) -> Row {
    Row {
        name: "content-licence-scope",
        anchors,
        context: "licen|right",
        subject: "",
        pattern,
        unless: r"(?:\bwe(?: \w+)? grant|grants)(?: to)? (?:each |the |all )?(?:you|customer|user|licensee|subscriber|publisher|developer|member)s?\b|grant you\b|you (?:are|will be) granted|grant to you|granted to you",
        kind: Is(value),
    }
}

const fn channel(anchors: &'static str, pattern: &'static str, value: &'static str) -> Row {
    Row {
        name: "change-notice-channel",
        anchors,
        context: "",
        subject: TERMS,
        pattern,
        unless: r"\bprices?\b|pricing|\brates?\b|\bfees?\b|paid products?|sub-?processors?|sub-?contractors?|\ba post\b|\bposts\b|blog post|articles?\b|contained herein|merger|acquisition|ownership|liable|copy,|copied|reject|you must|reproduc|contact (?:us|our)|access,|update,? (?:or|correct|delet)|prohibited|not (?:\w+ ){0,3}(?:copy|modify)|unsubscrib|opt[- ]out|your (?:e-?mail|contact|account) (?:address )?(?:has )?chang|chang\w* (?:to )?your (?:e-?mail|account|contact)|service providers?",
        kind: Is(value),
    }
}

const fn change_notice(anchors: &'static str, pattern: &'static str) -> Row {
    Row {
        name: "change-notice",
        anchors,
        context: "",
        subject: TERMS,
        pattern,
        unless: r"\bprices?\b|pricing|\brates?\b|\bfees?\b|paid products?|sub-?processors?|sub-?contractors?|renew|\btrial|cancel your|refund|terminat\w+ (?:this|the|your|these) \w+ (?:by|upon|with|on)",
        kind: Days,
    }
}

pub(super) const ROWS: &[Row] = &[
    change_notice(
        "notice|before|prior|advance|ahead&chang|modif|amend|updat|revis|vary|variation|new version",
        concat!(
            r"(?:chang\w*|modif\w*|amend\w*|updat\w*|revis\w*|variation\w*|new version|vary).{0,200}?",
            r"(?<v>{duration})(?:'s?)?(?: (?:prior|advance|written|before|the|an|our|or|more|email|e-mail|by|in)){0,4}? ?(?:notice|notification|before|prior|in advance|ahead)",
        ),
    ),
    change_notice(
        "notice|before|prior|advance&chang|modif|amend|updat|revis|vary|variation|new version",
        r"(?<v>{duration})(?:'s?)?(?: \w+){0,3}? ?(?:notice|before|prior|in advance).{0,140}?(?:chang\w*|modif\w*|amend\w*|updat\w*|revis\w*) (?:\w+ ){0,8}?(?:terms|agreement|policy|effect|conditions|become)",
    ),
    change_notice(
        "effect&chang|modif|amend|updat|revis|vary|variation|new version",
        r"(?:chang\w*|modif\w*|amend\w*|updat\w*|revis\w*).{0,100}?(?:effective|effect|apply|binding)(?: \w+){0,4}? (?<v>{duration}) (?:after|from|following)",
    ),
    Row {
        name: "change-notice",
        anchors: "notice|notif&without|with no",
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:chang|modif|amend|updat|revis|alter|replac)\w*(?: \w+,?){0,12}? (?:terms|agreement|policy|conditions|rules|guidelines|statement)\b.{0,160}?",
            r"(?:without|with no)(?: \w+){0,4}? (?:notice|notif\w+)",
        ),
        unless: r"not (?:\w+ ){0,3}?(?:chang|modif|reduce|amend|updat|revis|alter|make)\w*|never",
        kind: Is("none"),
    },
    Row {
        name: "change-notice",
        anchors: "notice|notif&without|with no",
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:without|with no)(?: \w+){0,4}? (?:notice|notif\w+).{0,100}?(?:chang|modif|amend|updat|revis|alter)\w*",
            r"(?: \w+,?){0,10}? (?:terms|agreement|policy|conditions|rules|guidelines|statement)\b",
        ),
        unless: r"not (?:\w+ ){0,3}?(?:chang|modif|reduce|amend|updat|revis|alter|make)\w*|never",
        kind: Is("none"),
    },
    channel(
        "mail&chang|modif|amend|updat|revis|vary|variation|new version",
        concat!(
            r"(?:(?:chang|modif|amend|updat|revis|new version)\w*.{0,240}?(?:notif\w*|notices?|inform(?:ed|ing)?|let you know|tell|send(?:ing)?|alert\w*|contact\w*|communicat\w*)\b.{0,120}?e-?mail",
            r"|(?:notif\w*|notices?|inform(?:ed|ing)?|let you know|tell|send(?:ing)?|alert\w*|contact\w*)\b.{0,120}?e-?mail.{0,160}?(?:chang|modif|amend|updat|revis|new version)\w*)",
        ),
        "email",
    ),
    channel(
        "post|publish&chang|modif|amend|updat|revis|vary|variation|new version",
        concat!(
            r"(?:\b(?:changes?|modifications?|amendments?|revisions?|updates?|revised|updated|amended|modified|new version)\b.{0,200}?\b(?:post|publish)(?:ed|ing|s)?\b",
            r"|\b(?:post|publish)(?:ed|ing|s)?\b.{0,80}?\b(?:changes?|modifications?|amendments?|revisions?|updates?|revised|updated|amended|modified|new version)\b)",
        ),
        "posting",
    ),
    channel(
        "in-app|within the|through the|in the app|pop-up|banner|dashboard&notif|notice|inform|let you know|tell|alert&chang|modif|amend|updat|revis|new version",
        concat!(
            r"(?:(?:chang|modif|amend|updat|revis|new version)\w*\b.{0,240}?",
            r"(?:notif\w*|notices?|inform(?:ed|ing)?|let you know|tell|alert\w*)\b.{0,120}?",
            r"(?:in-app|within the (?:apps?|services?)|through the (?:services?|apps?)|in the app\b|pop-up|banner|dashboard)",
            r"|(?:notif\w*|notices?|inform(?:ed|ing)?|let you know|tell|alert\w*)\b.{0,120}?",
            r"(?:in-app|within the (?:apps?|services?)|through the (?:services?|apps?)|in the app\b|pop-up|banner|dashboard)",
            r".{0,160}?(?:chang|modif|amend|updat|revis|new version)\w*)",
        ),
        "in-app",
    ),
    Row {
        name: "minimum-age",
        anchors: "age|years|older|over",
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:\bmust\b|at least|represent|warrant|confirm|affirm|certify|\bonly\b|eligible|requir\w*|you are|need to be|have to be|intended for|restricted to|minimum age|if you are|not).{0,100}?",
            r"(?:(?:age of|aged|minimum age(?: \w+){0,8}? (?:is|of)|at least) (?<v>{number})(?: \(\d+\))?(?: years (?:of age|old)| or older| or over|[-, ]years?[- ]old|[.,;)]|$)",
            r"| (?:over|at least) (?<w>{number}) years (?:of age|old))",
        ),
        unless: r"\b(?:under|below|younger)\b|parent|guardian|\bday|month|drive|transmit|suitable|audiences",
        kind: Age,
    },
    Row {
        name: "minimum-age",
        anchors: "reached|attained|only",
        context: "",
        subject: "",
        pattern: r"(?:(?:have|has) (?:reached|attained) the (?:legal )?age of|\bonly(?: \w+){0,3}? (?:over|above|aged)(?: the age of)?) (?<v>{number})",
        unless: r"\b(?:under|below|younger)\b|parent|guardian|\bday|month|drive|suitable|audiences",
        kind: Age,
    },
    Row {
        name: "minimum-age",
        anchors: "years|older|over",
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:\bmust\b|at least|represent|warrant|confirm|affirm|certify|\bonly\b|eligible|requir\w*|you are|need to be|have to be|intended for|restricted to).{0,60}?",
            r"(?<v>{number})(?: \(\d+\))?(?: years of age(?: or older)?| years old| or older| years or older| or over)",
        ),
        unless: r"\b(?:under|below|younger)\b|\bday|month|drive",
        kind: Age,
    },
    Row {
        name: "minimum-age",
        anchors: "under|younger|below",
        context: "",
        subject: "",
        pattern: r"(?:not|n't|never) knowingly.{0,200}?(?:under|below|younger than)(?: the)?(?: age)?(?: of)? (?<v>{number})",
        unless: r"\bsell\b|\bshare\b|\bsale\b|\bsold\b|target",
        kind: Age,
    },
    Row {
        name: "minimum-age",
        anchors: "under|younger|below",
        context: "",
        subject: "",
        pattern: r"(?:\bnot\b|no one|nobody|prohibited|forbidden|n't).{0,120}?(?:under|below|younger than)(?: the)?(?: age)?(?: of)? (?<v>{number})",
        unless: r"parent|guardian|supervis|sexual|explicit|\bsell\b|\bshare\b|sale of|(?:information|data) of any|feature|profiling|target",
        kind: Age,
    },
    Row {
        name: "minimum-age",
        anchors: "under|younger|below",
        context: "",
        subject: "",
        pattern: r"(?:under|below|younger than)(?: the)?(?: age)?(?: of)? (?<v>{number}).{0,80}?(?:may not|must not|cannot|can't|not (?:allowed|permitted|eligible|authori[sz]ed)|should not|do not|don't|prohibited|not use)",
        unless: r"parent|guardian|supervis|knowingly",
        kind: Age,
    },
    Row {
        name: "refund-window",
        anchors: "refund|money back|money-back",
        context: "",
        subject: "",
        pattern: r"(?:refund|money[- ]back).{0,140}?(?:within|in|during|before|up to|for)(?: the)?(?: first)? (?<v>{duration})(?:'s?)?(?: of| from| after| following|[.,;)]|$)",
        unless: r"process|receiv|arriv|reflect|credited|reimburs|issue(?:d)? (?:a |the )?(?:refund )?within|make the refund|\bwill (?:be )?refund|we will refund|deposit|from your bank|outage|refunds?@|unauthori|deem|provide (?:this|the|you with) (?:a )?refund",
        kind: Days,
    },
    Row {
        name: "refund-window",
        anchors: "refund|money back|money-back",
        context: "",
        subject: "",
        pattern: r"(?<v>{duration})(?:'s?)?.{0,120}?(?:refund|money[- ]back)",
        unless: r"process|receiv|arriv|reflect|credited|reimburs|notice|terminat|will (?:be )?refund|no refund|not (?:be )?(?:refund|entitled)|no (?:\w+ )?refund|non-?refund|(?:take|takes) up to|withhold|be issued|deposit|from your bank|chargeback|outage|refunds?@|unauthori|deem",
        kind: Days,
    },
    Row {
        name: "refund-window",
        anchors: "refund|sales are final",
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:non-? ?refundable|\bno (?:\w+ ){0,2}?refunds?\b|(?:not|n't|never)(?: be)?(?: \w+){0,2}? (?:refund(?:ed|able)?)\b",
            r"|(?:not|n't) (?:provide|offer|issue|give|make|entitled to|receive|eligible for)(?: \w+){0,3}? refunds?|all sales are final)",
        ),
        unless: r"refundable or non|non-?refundable or refundable",
        kind: Is("none"),
    },
    Row {
        name: "renewal-notice",
        anchors: "renew",
        context: "",
        subject: "",
        pattern: r"renew.{0,240}?(?<v>{duration})(?:'s?)?(?: (?:advance|written|prior|calendar|or|more|an?|email|by|in|your))* ?(?:notice|before|prior|in advance)",
        unless: r"price|increas|charge the|charged for renewal",
        kind: Time,
    },
    Row {
        name: "renewal-notice",
        anchors: "renew|billing|subscription|term",
        context: "renew",
        subject: "",
        pattern: r"(?<v>{duration})(?:'s?)?(?: (?:advance|written|prior|calendar|or|more|in))* ?(?:before|prior to|in advance of)(?: \w+){0,4}? (?:renew\w*|end of|expir\w+|next billing)",
        unless: r"price|increas|charged|charge your",
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
        pattern: r"trial(?: \w+){0,4}? (?:of|for|lasts?|is|up to|period of)(?: up to)? (?<v>{duration})",
        unless: "",
        kind: Time,
    },
    Row {
        name: "termination-notice",
        anchors: "terminat|cancel|clos",
        context: "",
        subject: "",
        pattern: r"(?:terminat|\bcancel|\bclose).{0,200}?(?<v>{duration})(?:'s?)? ?(?:\w+[' ,]*){0,4}?notice",
        unless: r"renew|chang\w* (?:to|in|of) (?:these|this|the)|of (?:the |any |such )?changes?|changes? (?:take|become|come)|modif|within {duration}|refund|(?:do(?:es)? not|don't) (?:agree|accept)|disagree|amend",
        kind: Days,
    },
    Row {
        name: "termination-notice",
        anchors: "terminat|discontinu",
        context: "",
        subject: "",
        pattern: r"(?<v>{duration})(?:'s?)? ?(?:\w+[' ,]*){0,4}?notice.{0,100}?(?:terminat|cancel|discontinu)",
        unless: r"renew|chang\w* (?:to|in|of) (?:these|this|the)|of (?:the |any |such )?changes?|changes? (?:take|become|come)|modif|within {duration}|refund|(?:do(?:es)? not|don't) (?:agree|accept)|disagree|amend",
        kind: Days,
    },
    Row {
        name: "termination-notice",
        anchors: "notice|notif&without|with no|with or",
        context: "",
        subject: "",
        pattern: r"\b(?:terminat|suspend|cancel|delet|disabl|deactivat|restrict|clos)\w*.{0,80}?\b(?:accounts?|agreement|terms|memberships?|registration|your access|your use|user id|licen[sc]e|subscription|you)\b.{0,120}?(?:without|with no|with or without)(?: \w+){0,4}? (?:notice|notif\w+)",
        unless: r"\bnot (?:\w+ ){0,2}?(?:terminat|suspend|cancel|delet|disabl|deactivat|restrict|clos)|if you (?:do not|cancel|wish)|(?:you|members?|users?|customers?) may (?:terminat|cancel|clos|deactivat)|sell or|ads?\b|unless|delet\w*,? (?:chang|modif|or)|modif",
        kind: Is("none"),
    },
    Row {
        name: "termination-notice",
        anchors: "notice|notif&without|with no|with or",
        context: "",
        subject: "",
        pattern: r"(?:without|with no|with or without)(?: \w+){0,4}? (?:notice|notif\w+).{0,120}?\b(?:terminat|suspend|cancel|disabl|deactivat|restrict|close)\w*.{0,60}?\b(?:accounts?|agreement|terms|memberships?|registration|your access|your use|user id|licen[sc]e|subscription|you)\b",
        unless: r"\bnot (?:\w+ ){0,2}?(?:terminat|suspend|cancel|delet|disabl|deactivat|restrict|clos)|(?:you|members?|users?|customers?) may (?:terminat|cancel|clos|deactivat)",
        kind: Is("none"),
    },
    licence(
        "perpetual",
        r"\b(?:you|customers?|users?|members?|contributors?)\b.{0,160}?\b(?:grant|giv|provid|licens|assign)\w*.{0,300}?\bperpetual",
        "perpetual",
    ),
    licence(
        "irrevocable",
        r"\b(?:you|customers?|users?|members?|contributors?)\b.{0,160}?\b(?:grant|giv|provid|licens|assign)\w*.{0,300}?[^-]irrevocabl[ey]",
        "irrevocable",
    ),
    licence(
        "transferable|transferrable",
        r"\b(?:you|customers?|users?|members?|contributors?)\b.{0,160}?\b(?:grant|giv|provid|licens|assign)\w*.{0,300}?[ ,(]transferr?able",
        "transferable",
    ),
    licence(
        "licensable|licenseable|licencable",
        r"\b(?:you|customers?|users?|members?|contributors?)\b.{0,160}?\b(?:grant|giv|provid|licens|assign)\w*.{0,300}?[ ,(]sub-?licen[sc]e?able",
        "sublicensable",
    ),
    licence(
        "worldwide|world-wide",
        r"\b(?:you|customers?|users?|members?|contributors?)\b.{0,160}?\b(?:grant|giv|provid|licens|assign)\w*.{0,300}?world-?wide",
        "worldwide",
    ),
    licence(
        "royalty",
        r"\b(?:you|customers?|users?|members?|contributors?)\b.{0,160}?\b(?:grant|giv|provid|licens|assign)\w*.{0,300}?royalty[- ]free",
        "royalty-free",
    ),
    Row {
        name: "content-licence-scope",
        anchors: "licen",
        context: "content|submission|material|upload",
        subject: "",
        pattern: r"\blicen[sc]es?\b.{0,160}?(?:surviv\w*|continue\w*|remain\w*|persist).{0,120}?(?:terminat|delet|remov|clos|stop)",
        unless: r"(?:ends|terminates|expires|will end|will terminate)|to you\b|until",
        kind: Is("survives deletion"),
    },
    Row {
        name: "content-licence-scope",
        anchors: "licen",
        context: "content|submission|material|upload",
        subject: "",
        pattern: r"licen[sc]e.{0,120}?(?:\bends?\b|terminates|expires|will end|will terminate).{0,100}?(?:delet|remov|clos)",
        unless: r"granted to you|we grant you",
        kind: Is("ends on deletion"),
    },
];
