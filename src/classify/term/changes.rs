//! How the notice of a change of terms is stated, and the channel by which it comes.

use super::Row;
use super::value::Kind::{Days, Is};

/// What a change of terms is about; a change of the service or of prices is something else.
const TERMS: &str = concat!(
    "terms|agreement|policy|policies|conditions|statement|addendum|guidelines|contract",
    "|this notice|privacy notice|cookie notice|our notice|this document|material change|adverse change",
    "|changes\n|changes by|modifications\n|amendments\n|updates\n",
);

/// Says that only some changes come without notice, or that none do.
const UNANNOUNCED_PART: &str = r"\bcampaign|continued use.{0,120}with|not (?:\w+ ){0,3}?(?:chang|modif|reduce|amend|updat|revis|alter|make)\w*|never|non-? ?material|immaterial|not material|insubstantial|\bminor\b|clarif|typograph|editorial|material adverse|(?:this|the) (?:arbitration (?:agreement|provision|section|clause)|agreement to arbitrate)";

/// Says that a change is of something else, or the reader's own.
macro_rules! no_channel {
    () => {
        r"\bmeans the\b|\bprices?\b|pricing|\brates?\b|\bfees?\b|paid products?|sub-?processors?|sub-?contractors?|\ba post\b|\bposts\b|blog post|articles?\b|contained herein|merger|acquisition|ownership|liable|copy,|copied|reject|you must|reproduc|contact (?:us|our)|access,|update,? (?:or )?(?:correct|delet)|prohibited|not (?:\w+ ){0,3}(?:copy|modify)|unsubscrib|opt[- ]out|your (?:e-?mail|contact|account) (?:address )?(?:has )?chang|chang\w* (?:to )?your (?:e-?mail|account|contact)|service providers?"
    };
}

const fn channel(
    anchors: &'static str,
    pattern: &'static str,
    unless: &'static str,
    value: &'static str,
) -> Row {
    Row {
        name: "change-notice-channel",
        anchors,
        context: "",
        subject: TERMS,
        pattern,
        unless,
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
        unless: r"\bprices?\b|pricing|\brates?\b|\bfees?\b|paid products?|sub-?processors?|sub-?contractors?|(?:this|the) (?:arbitration (?:agreement|provision|section|clause)|agreement to arbitrate)|chang\w* to (?:this )?section|comments?\b|\bminor\b|inventory|\bsold\b|last (?:modified|updated)|renew|\btrial|billing|cancel your|refund|ownership|suspend or terminat|terminat\w+ (?:this|the|your|these) \w+ (?:by|upon|with|on)",
        kind: Days,
    }
}

const fn no_change_notice(pattern: &'static str) -> Row {
    Row {
        name: "change-notice",
        anchors: "notice|notif&without|with no",
        context: "",
        subject: "",
        pattern,
        unless: UNANNOUNCED_PART,
        kind: Is("none"),
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
    no_change_notice(concat!(
        r"(?:chang|modif|amend|updat|revis|alter|replac)\w*(?: \w+,?){0,12}? (?:terms|agreement|policy|(?:its|our|these|the) policies|conditions|rules|guidelines|statement)\b.{0,160}?",
        r"(?:without|with no)(?: \w+){0,4}? (?:notice|notif\w+)",
    )),
    no_change_notice(concat!(
        r"(?:without|with no)(?: \w+){0,4}? (?:notice|notif\w+).{0,100}?(?:chang|modif|amend|updat|revis|alter)\w*",
        r"(?: \w+,?){0,10}? (?:terms|agreement|policy|(?:its|our|these|the) policies|conditions|rules|guidelines|statement)\b",
    )),
    channel(
        "mail&chang|modif|amend|updat|revis|vary|variation|new version",
        concat!(
            r"(?:(?:chang|modif|amend|updat|revis|new version)\w*.{0,240}?(?:notif\w*|notices?|inform(?:ed|ing)?|let you know|tell|send(?:ing)?|alert\w*|contact\w*|communicat\w*)\b.{0,120}?e-?mail",
            r"|(?:notif\w*|notices?|inform(?:ed|ing)?|let you know|tell|send(?:ing)?|alert\w*|contact\w*)\b.{0,120}?e-?mail.{0,160}?(?:chang|modif|amend|updat|revis|new version)\w*",
            r"|\b(?:notices?|notif\w*)\b.{0,80}?\bchang\w*.{0,80}?\b(?:by|via|through) e-?mail)",
        ),
        no_channel!(),
        "email",
    ),
    channel(
        "post|publish|notice&chang|modif|amend|updat|revis|vary|variation|new version",
        concat!(
            r"(?:\b(?:changes?|modifications?|amendments?|revisions?|updates?|revised|updated|amended|modified|new versions?)\b.{0,200}?\b(?:(?:post|publish)(?:ed|ing|s)?|postings|notices? (?:\w+ ){0,2}?(?:on|through|via)(?: \w+){0,3}? (?:web ?sites?|sites?|home ?page|page|platform))\b",
            r"|\b(?:post|publish)(?:ed|ing|s)?\b.{0,80}?\b(?:changes?|modifications?|amendments?|revisions?|updates|revised|updated|amended|modified|new version)\b)",
        ),
        concat!(
            no_channel!(),
            r"|(?:post|publish)\w* (?:\w+ ){0,2}?(?:in|within|through) (?:the|our|your) (?:\w+ )?(?:app|apps|application|game|dashboard)\b",
            // The date of a change is no notice of it.
            r"|\b(?:indicat\w*|show\w*|display\w*|states?|see|find|check) (?:\w+ ){0,4}?date (?:\w+ ){0,10}?(?:post|publish)|that may be (?:posted|published)",
        ),
        "posting",
    ),
    channel(
        "in-app|within the|through the|in the|in our|in your|pop-up|banner|dashboard&notif|notice|inform|let you know|tell|alert&chang|modif|amend|updat|revis|new version",
        concat!(
            r"(?:(?:chang|modif|amend|updat|revis|new version)\w*\b.{0,240}?",
            r"(?:notif\w*|notices?|inform(?:ed|ing)?|let you know|tell|alert\w*)\b.{0,120}?",
            r"(?:in-app|within the (?:apps?|services?)|through the (?:services?|apps?)|in (?:the|our|your) (?:app|application|game)\b|pop-up|banner|dashboard)",
            r"|(?:notif\w*|notices?|inform(?:ed|ing)?|let you know|tell|alert\w*)\b.{0,120}?",
            r"(?:in-app|within the (?:apps?|services?)|through the (?:services?|apps?)|in (?:the|our|your) (?:app|application|game)\b|pop-up|banner|dashboard)",
            r".{0,160}?(?:chang|modif|amend|updat|revis|new version)\w*)",
        ),
        no_channel!(),
        "in-app",
    ),
];
