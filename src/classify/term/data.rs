//! How terms of data protection are stated: retention, breach, sale, signals, transfers.

use super::Row;
use super::value::Kind::{Hours, Is, Time};

const DATA: &str =
    "data|information|log|record|message|content|history|recording|cookie|backup|file";

/// Says that a safeguard is defined or spoken of, rather than relied on.
macro_rules! only_named {
    () => {
        r"\x22[^\x22]{1,80}\x22:? (?:shall |will )?(?:means?|refers? to|has the meaning)|\bmeans (?:the|any|a|an|those|collectively)\b|meanings? given|binding arbitration|arbitrator|intended to (?:modify|contradict)|no modification of|\b(?:conflict|inconsistency)\b.{0,80}\b(?:prevail|control|between|with)|\bprevail"
    };
}

/// Says that there is no such decision.
const NOT_ADEQUATE: &str = concat!(
    r"\bnot\b.{0,80}?adequa|n't.{0,80}?adequa|without (?:an? )?adequa|(?:\bno\b|absence of|lacks?|lacking) (?:\w+ ){0,4}?adequa|inadequate|regardless of",
    "|",
    only_named!()
);

/// Says that the framework is no longer relied on, or that only its notice is spoken of.
const LAPSED: &str = concat!(
    r"no longer|invalid|formerly|previously|(?:not|n't) (?:\w+ )?rel(?:y|ied)|(?:amend|update|modify|change) (?:this|our|the) (?:\w+ ){0,3}(?:notice|policy|statement)",
    "|",
    only_named!()
);

/// Says that the signal is not heeded, or only how browsers send it.
const NOT_SIGNALLED: &str = r"\bnot (?:currently |yet )?(?:respond|honou?r|recogni|process|respect|treat|accept|support)[^;,]{0,80}(?:gpc|global privacy|preference signal)|unable|cannot|some (?:\w+ )?browsers|recommend";

/// Says that the reader owes the company the notice.
macro_rules! by_reader {
    () => {
        r"\byou (?:must|shall|will|agree|should)\b|(?:notif\w*|inform|alert|tell|contact) (?:us|our|the company|licensor)\b|(?:customer|client|publisher|partner|developer|merchant|licensee)s? (?:will|shall|must) (?:\w+ ){0,3}?(?:forward|notify|inform|report)|further information|after the (?:client|customer) becomes"
    };
}

const ONLY_NAMED: &str = only_named!();

/// Says that nothing is sold, that it is a matter of conditions, or that a business is.
macro_rules! not_sold {
    () => {
        r"\bnot\b|n't|never|\bno\b|neither|without|whether|\bif we\b|were we|\bwhom we|\bhow we|including if|(?:sell|sold|sale of)(?: \w+){0,6} (?:assets|business|compan)|\bmy (?:personal )?(?:data|information)|to the extent (?:that )?we|merger|change of control|bankrupt"
    };
}

const fn safeguard(anchors: &'static str, pattern: &'static str, value: &'static str) -> Row {
    safeguard_unless(anchors, pattern, ONLY_NAMED, value)
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
            r"\b(?:for|of|than|maximum|is|to|about|approximately|least|exceeding|period:?|within)(?: (?:a|an|the|period|maximum|minimum|up|to|of|at|least|least|no|longer|more|than|about|approximately|another|additional|further|total|legally|required|any))* (?<v>{duration})",
        ),
        unless: r"refund|\bnotice\b|\btrial|sign(?:ed)? in for|trust|warrant|confidential|uptime|availab|inactiv\w+ for|per (?:month|year)|\bmay (?:store|retain|keep) (?:\w+ ){0,8}?for more than|keep \w+ing\b|deletions? (?:should|must)",
        kind: Time,
    },
    Row {
        name: "retention-period",
        anchors: "delet|eras|anonymi|identif&after|within|later than",
        context: DATA,
        subject: "",
        pattern: r"\b(?:deleted|erased|anonymi[sz]ed|delete|erase|anonymi[sz]e|de-?identif(?:y|ied))\b.{0,60}?\b(?:after|within|later than)(?: (?:a|an|the|period|maximum|of|at|most|about|approximately))* (?<v>{duration})",
        unless: r"account|request|terminat|clos(?:e|ed|ure|ing)\b|deactivat|cancel|you (?:delete|must|shall|will|agree)|withdraw|inactiv|\bnot be (?:deleted|removed)|copyright|consent|trash|notice",
        kind: Time,
    },
    Row {
        name: "retention-period",
        anchors: "indefinite|forever",
        context: DATA,
        subject: "",
        pattern: r"\b(?:retain\w*|kept|keep|stored?|storing|held|preserv\w*)\b.{0,120}?(?:indefinite(?:ly)?|forever)",
        unless: r"(?:\bnot\b|n't|prevent|avoid).{0,90}(?:indefinite|forever)|\bno (?:\w+ ){1,3}(?:is|are)\b|no obligation",
        kind: Is("indefinite"),
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
        unless: concat!(
            r"\bcure|remed|terminat|material breach|breach of (?:this|these|the|any)|statement|bank|lost|stolen|liable|transaction|",
            by_reader!()
        ),
        kind: Hours,
    },
    Row {
        name: "breach-notice",
        anchors: "undue delay|unreasonable delay",
        context: "",
        subject: "breach|incident",
        pattern: r"(?:notif\w*|inform|report|disclosures?|alert)\b[^:].{0,300}?without (?:undue|unreasonable) delay|without (?:undue|unreasonable) delay.{0,80}?(?:notif\w*|inform|report|alert)\b",
        unless: concat!(r"\brequest|content|\bcure|remed|instruction|", by_reader!()),
        kind: Is("without undue delay"),
    },
    Row {
        name: "breach-notice",
        anchors: "notif|inform|report",
        context: "",
        subject: "breach|incident",
        pattern: r"(?:notif\w*|inform|report)\b.{0,160}?(?:within|later than) (?<v>{number}[- ]hours?)",
        unless: concat!(
            r"\bcure|remed|terminat|statement|bank|lost|stolen|liable|transaction|",
            by_reader!()
        ),
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
        unless: r"(?:sale|sell\w*|sold)(?: or \w+)* (?:\w+ ){0,4}?(?:assets|business|compan|stock)|if you|direct us|(?:request|ask) (?:that|us)|right to|opt[- ]out|you (?:further )?(?:may|agree|will|shall|must) (?:\w+ )?not|you do not|do not sell (?:or share )?my|\bmy (?:personal )?(?:data|information)|(?:under|less than|younger than|aged)(?: the age of)? 1\d|\bminors?\b|children|(?:providers?|parties|partners|companies|brokers|anyone|those) (?:that|who|which) sell|\bapps\b|creators|developers|publisher|any other|if we (?:have|do|did)|for the purposes? of training|sensitive|biometric|actual knowledge|otherwise sell|opt you out|\b(?:may|must) not\b|instruction|sell\w*\b.{0,120}\bexcept (?:for|as|that|to)\b|(?:conventional|traditional|ordinary) sense|for money|monetary|sell\w*(?: \w+,?){0,4} (?:this|such|these|that) (?:\w+ )?(?:data|information)|student|permitted to sell|\bcustomer does|the business has|phone numbers|\bsms\b|text messag|without our|after you|once you|other than",
        kind: Is("no"),
    },
    Row {
        name: "data-sale",
        anchors: "sell|sold|sale",
        context: "data|information",
        subject: "",
        pattern: r"\bwe(?: [\w/]+,?){0,4}? \x22?(?:sell|sold)\b,?\x22?(?: [\w/]+,?){0,10}? (?:data|information)",
        unless: concat!(
            not_sold!(),
            r"|\brequest|\blists?\b|right to know",
            // Both in one breath leave open which it is.
            r"|\b(?:disclos\w+|shar\w+|transferr?\w*),? (?:and ?/ ?)?or (?:sold|sell)|\b(?:sold|sell),? (?:and ?/ ?)?or (?:disclos|shar|transfer|rent|exchang)",
        ),
        kind: Is("yes"),
    },
    Row {
        name: "data-sale",
        anchors: "sell|sold|sale",
        context: "data|information",
        subject: "",
        pattern: r"(?:may|could|might|is|are|be) (?:be )?(?:deemed|considered|constitute|qualify as|regarded)(?: [\w\x22,]+){0,6}? (?:a |the )?\x22?(?:sale|sell|selling)\b",
        unless: concat!(not_sold!(), r"|\brequest|right to know"),
        kind: Is("yes"),
    },
    // A sale that is said plainly stands, whatever the same sentence denies.
    Row {
        name: "data-sale",
        anchors: "do sell|do also sell|do \x22sell",
        context: "data|information",
        subject: "",
        pattern: r"\bwe do (?:also )?\x22?sell\b\x22?(?: [\w/]+,?){0,8}? (?:data|information)",
        unless: r"whether|\bif we\b|merger|bankrupt",
        kind: Is("yes"),
    },
    Row {
        name: "data-sale",
        anchors: "sell|sale&but |however|although|though|while ",
        context: "data|information",
        subject: "",
        pattern: r"\b(?:but|however|although|though|while)\b.{0,300}?\b(?:may|could|might|is|are) (?:be )?(?:deemed|considered|constitute|regarded(?: as)?)(?: [\w\x22,]+){0,6}? (?:a |the )?\x22?(?:sale|sell|selling)\b",
        unless: r"\bnot(?: be)? (?:deemed|considered|constitute|regarded)|whether|to the extent|merger|bankrupt|\brequest|right to know",
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
        anchors: "signal|request|setting",
        context: "do not track|do-not-track|dnt",
        subject: "",
        pattern: r"(?:\bnot\b|n't)(?: \w+){0,5}? (?:respond|honou?r|recogni[sz]e|support|action|alter|change)\b.{0,60}? (?:these|such|those) (?:\w+ )?(?:signals?|requests?|settings?)",
        unless: r"third[- ]part|gpc|global privacy|promise",
        kind: Is("no"),
    },
    Row {
        name: "do-not-track-honoured",
        anchors: "track|dnt",
        context: "do not track|do-not-track|dnt",
        subject: "",
        pattern: r"(?:\bwe\b|\bour\b|sites?|websites?|services?)(?: \w+,?){0,4}? (?:respond to|honou?r|recogni[sz]e|support|comply with|respect|process|adhere to)s?\b.{0,80}?(?:do[- ]not[- ]track|\bdnt\b)|(?:honou?rs|recogni[sz]es|respects|responds to)\b.{0,80}?(?:do[- ]not[- ]track|\bdnt\b)",
        unless: r"\bnot (?:[^t]|t[^r])|n't|unable|cannot|\bno\b|\bmay (?:respond|honou?r)|\bhow\b",
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
        unless: NOT_SIGNALLED,
        kind: Is("yes"),
    },
    Row {
        name: "global-privacy-control-honoured",
        anchors: "gpc|global privacy control|preference signal&opt|exercise|request",
        context: "",
        subject: "",
        pattern: r"(?:you|residents|users|consumers) (?:may|can)(?: \w+,?){0,6}? (?:opt|exercise|request|set|us(?:e|ing))\b.{0,200}?(?:global privacy controls?|\bgpc\b|preference signals?)",
        unless: NOT_SIGNALLED,
        kind: Is("yes"),
    },
    Row {
        name: "global-privacy-control-honoured",
        anchors: "gpc|global privacy control|preference signal&opt|turned off",
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:(?:\bif you|methods?|ways?|by (?:using|enabling|activating|turning on|setting))\b.{0,100}?(?:global privacy controls?|\bgpc\b|preference signals?).{0,160}?(?:\bopt|turned off)",
            r"|\bopt(?:ing|ed)?[- ]out\b.{0,100}?(?:via|through|by|using|is)\b.{0,60}?(?:global privacy controls?|\bgpc\b|preference signals?))",
        ),
        unless: NOT_SIGNALLED,
        kind: Is("yes"),
    },
    Row {
        name: "global-privacy-control-honoured",
        anchors: "signal",
        context: "gpc|global privacy control|preference signal",
        subject: "",
        pattern: r"\b(?:responds? to|honou?rs?|recogni[sz]es?|process(?:es)?|respects?|treats?|accepts?) (?:these|such|those) (?:\w+[- ]){0,3}?signals?",
        unless: r"\bnot\b|n't|do[- ]not[- ]track|\bdnt\b|unable|cannot",
        kind: Is("yes"),
    },
    Row {
        name: "global-privacy-control-honoured",
        anchors: "gpc|global privacy control|preference signal",
        context: "",
        subject: "",
        pattern: r"(?:\bnot\b|n't|unable|cannot)(?: \w+){0,3}? (?:respond|honou?r|recogni[sz]e|process|respect|support).{0,140}?(?:global privacy controls?|\bgpc\b|opt-out preference signals?)",
        unless: r"\b(?:however|but|instead|although|while|prior|previous|if you)\b",
        kind: Is("no"),
    },
    safeguard(
        "contractual clauses|model clauses|sccs|scc|data protection clauses|contract clauses",
        r"standard contract(?:ual)? clauses|(?:approved|adopted)(?: \w+){0,3} contractual clauses|\bsccs?\b|model (?:contract(?:ual)? )?clauses|standard data protection clauses|model contract clauses",
        "SCC",
    ),
    safeguard_unless(
        "adequa",
        concat!(
            r"adequacy (?:decisions?|regulations?|findings?|status)|\bdeemed (?:\w+ ){0,3}?adequate|(?:considered|recogni[sz]ed|found|determined|decided|decision)\b.{0,100}? adequate",
            r"|(?:countr\w+|jurisdictions?|territor\w+|states)\b.{0,60}? (?:provid|offer|ensur|afford|guarantee|with|hav)\w*(?: \w+){0,2}? adequate level",
        ),
        NOT_ADEQUATE,
        "adequacy",
    ),
    safeguard_unless("privacy framework|dpf", r"data privacy framework|\bdpf\b", LAPSED, "DPF"),
    safeguard("binding corporate", r"binding corporate rules", "BCR"),
    safeguard_unless("privacy shield", r"privacy shield", LAPSED, "Privacy Shield"),
];
