//! How terms of arbitration, joint claims, time limits and liability are stated.

use super::Row;
use super::value::Kind::{Days, Is, Money, Time};

/// Complaints under a privacy framework have a provider of their own, which is no court for users.
const FRAMEWORK: &str = r"privacy shield|privacy framework|\bdpf\b|in no event shall any arbitration|not be administered|rather than the|shall not use|mediation (?:under|rules)|mediation\b[^;]{0,30}\brules";

/// A window for rejecting a later change, or for another step of the dispute, is no opt-out window.
const CHANGES: &str = r"(?:reject|opt out of|decline)(?: in writing)? (?:any |all |such |future |those |these |the |that |our )*(?:chang|amend|modif|update)|informal|demand|respond|mass (?:arbitration|action|filing)|\bstage\b|mediation|bellwether|batch|conclusion of|expiration of|of the decision|future change|notif\w* (?:\w+ ){0,4}?(?:change|modif|amend)|(?:agree|consent) to (?:such|the|any|these|that) (?:change|modif|amend)";

/// A limit for another step than bringing a claim.
const NO_LIMIT: &str = r"of each other|respond|informal|notice|opt[- ]?out|negotiat|liabil|fees|counter|amount|paid|copyright|dmca|refund|mediat|arbitrator|award|unauthori|notified|not (?:been )?resolved|resolve the dispute|unable to resolve|not resolve|objection|appeal|restor|replac|reinstat|withdraw|cancel|payment";

/// Says that an amount is something else than the cap.
const NO_CAP: &str = r"insurance|transaction fee|liquidated damages|\bfiling\b|small claims|claims? for damages|penalt|lump sum|statutory|per violation|per infringement";

/// The lead of a list of amounts of which the greater is the cap.
pub(super) const GREATER_OF: &str = "greater of|higher of|lesser of|larger of";

/// The start of an item of a list.
macro_rules! item {
    () => {
        r"^\W{0,3}(?:\(?\w{1,3}[.)] ?)?"
    };
}

const fn provider(anchors: &'static str, pattern: &'static str, name: &'static str) -> Row {
    let context = "arbitrat";
    let name_of_term = "arbitration-provider";
    Row {
        name: name_of_term,
        anchors,
        context,
        subject: "",
        pattern,
        unless: FRAMEWORK,
        kind: Is(name),
    }
}

pub(super) const ROWS: &[Row] = &[
    provider(
        "american arbitration association|aaa",
        r"american arbitration association|\baaa\b",
        "AAA",
    ),
    provider(
        "jams|judicial arbitration",
        r"\bjams\b|judicial arbitration and mediation services",
        "JAMS",
    ),
    provider(
        "national arbitration|nam",
        r"national arbitration (?:and|&) mediation|\bnam\b",
        "NAM",
    ),
    provider("adr services", r"\badr services\b", "ADR Services"),
    provider("fedarb", r"\bfedarb\b", "FedArb"),
    provider("fairclaims", r"\bfairclaims\b", "FairClaims"),
    provider("new era adr", r"\bnew era adr\b", "New Era ADR"),
    provider(
        "chamber of commerce|icc",
        r"international chamber of commerce|\bicc (?:rules|court|international)",
        "ICC",
    ),
    provider("london court of|lcia", r"london court of international arbitration|\blcia\b", "LCIA"),
    provider(
        "singapore international arb|siac",
        r"singapore international arbitration cent(?:re|er)|\bsiac\b",
        "SIAC",
    ),
    provider(
        "hong kong international arb|hkiac",
        r"hong kong international arbitration cent(?:re|er)|\bhkiac\b",
        "HKIAC",
    ),
    provider(
        "china international economic|cietac",
        r"china international economic and trade arbitration|\bcietac\b",
        "CIETAC",
    ),
    provider(
        "dispute resolution|icdr",
        r"international cent(?:re|er) for dispute resolution|\bicdr\b",
        "ICDR",
    ),
    provider(
        "german arbitration inst|german institution of arb",
        r"german (?:arbitration institute|institution of arbitration)",
        "DIS",
    ),
    provider("stockholm chamber", r"stockholm chamber of commerce", "SCC"),
    provider(
        "swiss rules|swiss arbitration|swiss chambers",
        r"swiss rules of (?:international )?arbitration|swiss (?:arbitration centre|chambers)",
        "Swiss Arbitration Centre",
    ),
    provider("japan commercial arb", r"japan commercial arbitration association", "JCAA"),
    provider("korean commercial arb", r"korean commercial arbitration board", "KCAB"),
    provider("netherlands arbitration inst", r"netherlands arbitration institute", "NAI"),
    provider("wipo", r"\bwipo arbitration", "WIPO"),
    provider(
        "international institute for conflict",
        r"international institute for conflict prevention",
        "CPR",
    ),
    provider(
        "dubai international arb|diac",
        r"dubai international arbitration cent(?:re|er)|\bdiac\b",
        "DIAC",
    ),
    Row {
        name: "arbitration-opt-out-window",
        anchors: "opt|reject|decline",
        context: "arbitrat",
        subject: "",
        pattern: r"(?:opt(?:ing)?[- ]?out|reject|decline).{0,240}?(?<v>{duration})",
        unless: CHANGES,
        kind: Days,
    },
    Row {
        name: "arbitration-opt-out-window",
        anchors: "opt|reject|decline",
        context: "arbitrat",
        subject: "",
        pattern: r"(?<v>{duration}).{0,160}?(?:opt(?:ing)?[- ]?out of|to opt[- ]out|reject (?:this|the|binding)|opt-out (?:notice|period|request))",
        unless: CHANGES,
        kind: Days,
    },
    Row {
        name: "arbitration-opt-out-window",
        anchors: "within|than",
        context: "opt out of arb|opt out of this arb|opt-out of|opt out of the arb|opting out of arb|right to opt out|opt-out notice|arbitration opt-out|opt out of these dispute|30-day right",
        subject: "",
        pattern: r"(?:notice|notif\w+|e-?mail\w*|letter|request|postmarked|sent|send|writ\w+).{0,160}?(?:within|later than) (?<v>{duration})(?: \w+){0,2}? (?:of|after|from|following).{0,80}?(?:accept|agree|creat|regist|first|open|sign|effective|becom|purchas|date)",
        unless: CHANGES,
        kind: Days,
    },
    Row {
        name: "arbitration-opt-out-window",
        anchors: "opt out|opt-out",
        context: "arbitrat",
        subject: "",
        pattern: r"(?:no right to|may not|cannot|not be able to) opt[- ]?out of (?:\w+ ){0,3}arbitration",
        unless: "",
        kind: Is("none"),
    },
    Row {
        name: "small-claims-exception",
        anchors: "small claims|small-claims",
        context: "arbitrat",
        subject: "",
        pattern: r"small[- ]claims",
        unless: r"instead of (?:in )?small|limits of small|waive.{0,40}small[- ]claims|held (?:to be )?(?:\w+ )?unenforceable|litigated\b.{0,120}except for.{0,30}small|\b(?:venue|forum)\b.{0,260}except for.{0,30}small|other than.{0,30}small[- ]claims.{0,120}(?:venue|exclusively)",
        kind: Is("yes"),
    },
    Row {
        name: "class-action-waiver",
        anchors: "class|collective|representative&waiv|give up|giving up|relinquish|not|no |neither|never|prohibit|only",
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:\bwaiv\w+|give up|giving up|relinquish\w*|\bnot\b|\bno\b|neither|never|prohibit\w*|only)[^;]{0,200}?",
            r"(?:class[- ]actions?|class[- ]wide|class(?:-?wide)? arbitrations?|class proceedings?|class (?:or|and|,|/)",
            r"|class members?|member of a class|collective (?:action|proceeding|basis)|class basis|representative (?:action|proceeding|basis))",
        ),
        unless: r"(?:nothing|not (?:prevent|preclude|limit|prohibit|waive|apply)|(?:does|do) not (?:prevent|waive|limit)|unenforceable|void|severed|cannot be enforced).{0,120}class|first[- ]class|class (?:of|time|schedule)|validity of|waivers? (?:below|above|set forth|provision)|\b(?:en)?titled\b|illegal|surviv|\d ?\(\x22?(?:\w+ ){0,2}class|statement that|\bseverance\b|prevented from|interpreted as|prohibitions? (?:of|on|against)\b.{0,160}(?:invalid|unenforceable)|only a court|small[- ]claims court does|except with respect",
        kind: Is("yes"),
    },
    Row {
        name: "class-action-waiver",
        anchors: "class action waiver|class-action waiver|class-action-waiver",
        context: "",
        subject: "",
        pattern: r"\b(?:contains?|includ(?:es|ing)|agrees? to|subject to)\b.{0,120}?class[- ]action[- ]waiver|^\W*class[- ]action[- ]waiver\W",
        unless: r"validity|unenforceable|sever|opt(?:ing)?[- ]out|previously|challenge|beneficiar|surviv",
        kind: Is("yes"),
    },
    Row {
        name: "class-action-waiver",
        anchors: "class action|class-action",
        context: "",
        subject: "",
        pattern: r"(?:nothing|not (?:prevent|preclude|prohibit|waive)).{0,120}?(?:participat\w+ in|bring\w*|join\w*|right to).{0,60}?class[- ]action",
        unless: r"waiver",
        kind: Is("no"),
    },
    Row {
        name: "claim-time-limit",
        anchors: "claim|cause of action|action|suit|dispute|proceeding",
        context: "barred|waived|commenc|filed|brought|bring|file|institut|initiat|time limit|statute of limitation",
        subject: "",
        pattern: concat!(
            r"\b(?:claims?|causes? of action|actions?|suit|lawsuit|proceedings?|disputes?|arbitration)\b.{0,200}?",
            r"(?:must|shall|may|can|cannot|has to|have to|agree|will|is|are|be).{0,140}?",
            r"(?:within|after|later than|more than|in|exceed|earlier,) (?:a period of )?(?<v>{duration}|a year)(?: \w+){0,2}? ",
            r"(?:after|from|of|following|has elapsed|have (?:passed|elapsed)|since|when)",
        ),
        unless: NO_LIMIT,
        kind: Time,
    },
    Row {
        name: "claim-time-limit",
        anchors: "claim|cause of action|action|suit|dispute|proceeding",
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:must|shall|agree to|may not|cannot) (?:\w+ ){0,3}?(?:initiate|file|bring|commence|institute|assert)\b.{0,60}?",
            r"(?:claims?|causes? of action|actions?|suit|lawsuit|proceedings?|disputes?|arbitration)\b.{0,160}?",
            r"(?:within|later than|more than) (?<v>{duration}|a year)(?: \w+){0,2}? (?:after|from|of|following|since)",
        ),
        unless: NO_LIMIT,
        kind: Time,
    },
    Row {
        name: "liability-cap",
        anchors: "liab",
        context: "",
        subject: "",
        pattern: r"(?:maximum|total|aggregate|entire|cumulative)(?: \w+){0,4}? liability\b.{0,400}?(?:shall be|will be|is|be limited to)\b.{0,80}?(?<v>{money})",
        unless: NO_CAP,
        kind: Money,
    },
    Row {
        name: "liability-cap",
        anchors: "liab|damages&exceed|limited|greater|larger|higher|lesser|more than|maximum|capped|excess|up to",
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:liab|damages).{0,300}?(?:exceed|limited to|greater of|larger of|higher of|lesser of|greater than|more than|maximum|capped at|in excess\b|be limited|up to).{0,240}?",
            r"(?<v>{money})",
        ),
        unless: NO_CAP,
        kind: Money,
    },
    Row {
        name: "liability-cap",
        anchors: "$|usd|eur|gbp|dollar|pounds",
        context: GREATER_OF,
        subject: "",
        pattern: concat!(
            item!(),
            r"(?:the (?:sum|amount) of )?(?<v>{money})\W*(?:or|and)?\W*(?:if .{0,80})?$"
        ),
        unless: NO_CAP,
        kind: Money,
    },
    Row {
        name: "liability-cap-basis",
        anchors: "amount|fees|sum|price",
        context: GREATER_OF,
        subject: "",
        pattern: concat!(
            item!(),
            r"(?:\d+% of )?(?:the )?(?:total |aggregate )?(?:amounts?|fees|sums?|price)\b.{0,160}? (?:in|during|for|within|over|of|preceding|prior|last|past|previous) (?:the |such |any )?(?:\w+ ){0,3}?\(?(?<v>{duration})",
        ),
        unless: NO_CAP,
        kind: Time,
    },
    Row {
        name: "liability-cap-basis",
        anchors: "liab|damages&exceed|limited|greater|larger|higher|lesser|more than|maximum|capped|excess|up to",
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:liab|damages).{0,300}?(?:exceed|limited to|greater of|larger of|higher of|lesser of|greater than|more than|maximum|capped at|in excess of|be limited).{0,240}?",
            r"(?:amounts?|fees|sums?|price|paid|payable|payments?|charges|revenues?).{0,160}?(?:in|during|for|within|over|of|preceding|prior|last|past|previous) (?:the |such |any )?(?:\w+ ){0,3}?(?:\(?(?<v>{duration})|(?:month|year)s?\b)",
        ),
        unless: "",
        kind: Time,
    },
    Row {
        name: "liability-cap-basis",
        anchors: "liab|damages&exceed|limited|greater|larger|higher|lesser|more than|maximum|capped|excess|up to",
        context: "",
        subject: "",
        pattern: concat!(
            r"(?:liab|damages).{0,300}?(?:exceed|limited to|greater of|larger of|higher of|lesser of|greater than|more than|maximum|capped at|in excess\b|be limited).{0,160}?",
            r"(?:amounts?|fees|sums?|price|charges)(?:,? \w+){0,8}?,? (?:paid|pay|payable|received)\b",
        ),
        unless: r"(?:hour|day|week|month|year)s?\b|chargeback",
        kind: Is("fees paid"),
    },
];
