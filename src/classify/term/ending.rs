//! How the end of the bargain is stated: the notice of it, and when data are deleted after it.

use super::Row;
use super::value::Kind::{Days, Is, Time};

/// Says that the notice is of something else: a renewal, a change of terms, a cure.
const OTHER_NOTICE: &str = r"renew|chang\w* (?:to|in|of) (?:these|this|the)|of (?:\w+ ){0,3}?changes?|changes? (?:take|become|come)|modif\w*(?: \w+){0,2} (?:terms|agreement|policy|conditions)|within {duration}|(?:do(?:es)? not|don't) (?:agree|accept)|disagree|amend|prices?\b|appointment|booking|reservation|postpone|deliver|infring|campaign|\bcure|uncured|remed(?:y|ied)";

const fn termination_notice(pattern: &'static str) -> Row {
    Row {
        name: "termination-notice",
        anchors: "terminat|cancel|clos|discontinu",
        context: "",
        subject: "",
        pattern,
        unless: OTHER_NOTICE,
        kind: Days,
    }
}

/// What is ended: the reader's account, access or contract, not a feature or a promotion.
macro_rules! ended {
    () => {
        r"\b(?:accounts?|agreement|terms|memberships?|registration|your (?:access|use|rights?|participation)|(?:user|member|publisher|customer|client|streamer|creator|seller|developer)'s (?:access|use|account|participation)|access to (?:all|any|the) (?:\w+ ){0,3}?(?:services?|web ?sites?|sites?|platform)|use of (?:all|any|the|our)|rights under|user id|licen[sc]e|subscription|you)\b"
    };
}

/// That there is no notice.
macro_rules! unannounced {
    () => {
        r"(?:without|with no|with or without)(?: (?:any|prior|advanced?|further|written|specific|the|provision|of|cause|and|or|liability|obligation|reason|explanation|to|you|individual|additional|formal|giving),?){0,5} (?:notice|notif\w+)"
    };
}

/// Says that it is not done so, or by the reader, or that something else is altered.
const NOT_ENDED: &str = r"\b(?:not|never) (?:\w+ ){0,2}?(?:terminat|suspend|cancel|delet|disabl|deactivat|restrict|clos)|if you (?:cancel|wish|no longer|do not (?:agree|accept|wish|want))|(?:you|members?|users?|customers?|either party) may (?:\w+ )?(?:terminat|cancel|clos|deactivat)|sell or|\bads?\b|(?:notice|days).{0,80}unless|delet\w*,? (?:or )?(?:chang|modif)|delet\w* (?:\w+ ){0,5}?terms|(?:modif\w*|change|alter|edit),? (?:and |or )?(?:suspend|discontinu|terminat|cancel)|modif\w*(?:,? or \w+)? (?:the|these|this|any|our) (?:terms|sites?|services?|features?|content|program)|beta\b|maintenance|\bupon (?:the |any )?(?:expir|terminat)|(?:delivery|receipt) of (?:such|the|a|this) notice|access to (?:the|our) (?:api|(?:\w+ )?content)|communication (?:services|channels)|terminat\w* of any rights granted|(?:refuse|edit|review|reject)[^;]{0,60}content|removed (?:\w+ ){0,4}without|third[- ]party services";

const fn no_termination_notice(anchors: &'static str, pattern: &'static str) -> Row {
    Row {
        name: "termination-notice",
        anchors,
        context: "",
        subject: "",
        pattern,
        unless: NOT_ENDED,
        kind: Is("none"),
    }
}

/// What a deletion follows: the end of an account, or a request.
macro_rules! closure {
    () => {
        "account|request|terminat|closure|close|deactivat|cancel|you delete|withdraw"
    };
}

/// That data are deleted.
macro_rules! deleted {
    () => {
        r"(?:\b(?:delet|eras|purg|destroy|anonymi)\w*|\bremov\w* (?:\w+ ){0,4}?(?:data|information|content|from))"
    };
}

/// Says that something else is deleted, by someone else, or not at all.
const KEPT: &str = r"\b(?:begins?|starts?|commences?)\b(?: \w+){0,6}? {duration}|\b(?:we|will) (?:\w+ )?(?:begin|start|commence) (?:\w+ ){0,3}?(?:delet|eras)|deceased|death|inactiv|delinquen|suspend|verif|consent|complet|archiv|overdue|copyright|infring|counter|collected|collection|notice|prior to|not (?:been )?(?:used|access)|dormant|refund|log(?:ged)? in|(?:you|customer|licensee|developer|publisher|recipient|partner)s? (?:will|must|shall|agree|should)\b.{0,80}?(?:delet|destroy|remov|eras|anonymi)|deliver|if you create|(?:respond|reply|acknowledg)|\bnot be (?:deleted|removed|erased)|don't (?:clear|delete)|ip address|\blogs?\b|trash|recently|\bmay (?:delet|\(|but)|(?:retain|retention|keeps?\b|kept|stores?\b|storing|stored for|hold).{0,80}?{duration}|withdraw (?:or|and|your (?:offer|order))|(?:delet|remov|eras)\w* (?:a|the|your|any) (?:message|post|chat|comment|photo|video|search)";

const fn deletion_delay(anchors: &'static str, pattern: &'static str) -> Row {
    Row {
        name: "deletion-delay",
        anchors,
        context: "",
        subject: "",
        pattern,
        unless: KEPT,
        kind: Time,
    }
}

pub(super) const ROWS: &[Row] = &[
    termination_notice(
        r"(?:terminat|\bcancel|\bclose).{0,200}?(?<v>{duration})(?:'s?)? ?(?:\w+[' ,]*){0,4}?notice",
    ),
    termination_notice(
        r"(?<v>{duration})(?:'s?)? ?(?:\w+[' ,]*){0,4}?notice.{0,100}?(?:terminat|cancel|discontinu)\w*",
    ),
    no_termination_notice(
        "notice|notif&without|with no|with or",
        concat!(
            r"\b(?:terminat|suspend|cancel|delet|disabl|deactivat|restrict|revok|clos)\w*.{0,80}?",
            ended!(),
            r".{0,120}?",
            unannounced!()
        ),
    ),
    no_termination_notice(
        "notice|notif&without|with no|with or",
        concat!(
            unannounced!(),
            r".{0,120}?\b(?:terminat|suspend|cancel|disabl|deactivat|restrict|revok|close)\w*.{0,60}?",
            ended!()
        ),
    ),
    no_termination_notice(
        "notice|notif&without|with no|with or",
        concat!(
            ended!(),
            r".{0,60}?\b(?:terminate[sd]?|suspended|cancelled|closed|disabled|deactivated|revoked)\b.{0,60}?",
            unannounced!()
        ),
    ),
    no_termination_notice(
        "notice|notif&without|with no|with or",
        concat!(r"\b(?:termination|suspension|deactivation)(?: \w+,?){0,8}? ", unannounced!()),
    ),
    deletion_delay(
        concat!("delet|eras|remov|purg|destroy|anonymi&", closure!(), "|expir"),
        concat!(
            deleted!(),
            r".{0,110}?(?<v>{duration})(?: \w+)? (?:of|after|from|following) (?:\w+ ){0,6}?",
            r"(?:accounts?|requests?|closure|clos(?:e|ed|ing)|terminat\w+|cancel\w+|deactivat\w+|you delete|(?:subscription|agreement|contract|term|period) expir\w+|expiry of|receipt|receiving)\b"
        ),
    ),
    deletion_delay(
        concat!("delet|eras|remov|purg|destroy|anonymi&", closure!()),
        concat!(
            r"(?:(?:accounts?|request|terminat\w+|closure|closes?|closing|deactivat\w+|cancel\w+|you delete|withdraw\w*)\b.{0,160}?)",
            deleted!(),
            r".{0,90}?(?:within|in|after|up to|takes?|later than|than|following)(?: (?:a|an|the|period|maximum|of|up|to|about|approximately|another|further|next))* (?<v>{duration})",
        ),
    ),
    deletion_delay(
        concat!("delet|eras|remov|purg|destroy|anonymi&", closure!()),
        concat!(
            deleted!(),
            r"(?: \w+){0,6}? account\b.{0,60}?(?:within|in|after|up to|takes?|later than|than|following)(?: (?:a|an|the|period|maximum|of|up|to|about|approximately|another|further|next))* (?<v>{duration})",
        ),
    ),
    deletion_delay(
        concat!("delet|eras|purg|destroy|anonymi&", closure!()),
        concat!(
            r"(?:within|after) (?:a period of |a maximum of |up to )?(?<v>{duration})\b.{0,120}?",
            r"(?:we|will|be|data|information|account|content).{0,60}?",
            deleted!()
        ),
    ),
    deletion_delay(
        "delet|eras&take&account|request|information|data",
        r"\btakes?(?: \w+){0,3}? (?<v>{duration}) .{0,60}?(?:delet|eras)\w*",
    ),
    deletion_delay(
        "delet|eras&wait",
        r"\bwait(?: \w+){0,2}? (?<v>{duration}) before .{0,40}?(?:delet|eras)\w*",
    ),
];
