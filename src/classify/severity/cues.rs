//! What in a clause makes it graver or milder than its type is by itself.

use super::Cue;
use super::Effect::{Condemn, Protect, Raise, Settle, Temper};

/// The types about taking and using personal data.
const DATA: &str = concat!(
    "personal-data-collected|third-party-sources|location-data|device-and-usage-data",
    "|sensitive-and-biometric-data|childrens-data|private-message-access|purposes-of-use",
    "|targeted-advertising|profiling|ai-training|third-party-cookies-and-analytics",
    "|tracking-technologies|cross-site-tracking|cookies|third-party-sharing|service-providers",
    "|aggregated-data|business-transfer|marketing-communications",
);

/// The types about who bears a loss.
const LOSSES: &str =
    "liability-exclusion|liability-cap|warranty-disclaimer|indemnification|assumption-of-risk";

/// Why a clause that admits a sale is grave.
const SOLD: &str = "It says that personal data is sold.";

pub(super) const CUES: &[Cue] = &[
    // What the platform promises not to do.
    Cue {
        types: DATA,
        anchors: "not|n't|never",
        pattern: concat!(
            r"\b(?:not|never|don't|doesn't|won't|cannot)\b(?: \w+){0,4}? (?:sell|rent|share|disclose|collect|track|store|use|access|read|record|log|request",
            r"|require|combine|train|place|set|serve|display|process|transfer|provide|send|sold|shared|rented|disclosed|collected|stored|used|tracked)\b",
        ),
        unless: r"not (?:limited|apply|respond|guarantee|be able|responsib|control|liable|warrant)|\byou (?:do not|don't|may not|must not|should not|cannot)|if you|opt[- ]?out|third part(?:y|ies) (?:may|that|do) not|partners do not|not only|not always|not (?:have|need) to|should not|must not|do[- ]not[- ]track\W{1,3}(?:\(|signal|request|setting|header|brows|feature|option|mechanism|prefer)|except|\bbut\b|not (?:own|identif\w+) |personally identif|\bnon-",
        effect: Protect,
        reason: "It says that the platform does not do this.",
    },
    Cue {
        types: "data-sale",
        anchors: "not|n't|never|no ",
        pattern: r"\b(?:not|never|don't|doesn't|won't|nor|no|neither)\b(?: \w+,?){0,8}? \x22?(?:sell|sale|sold|selling|rent|trade|lease)",
        unless: r"(?:right|choose|ask us|tell us|direct us|request) (?:\w+ ){0,4}?not|opt[- ]?out|link|do not sell(?: or share)?\W{0,2} (?:my|request|right)|do not sell\x22|\bwe do (?:also )?\x22?sell\b|(?:considered|deemed|constitute|regarded)\b.{0,60}\b(?:sale|sell)",
        effect: Protect,
        reason: "It says that personal data is not sold.",
    },
    Cue {
        types: "data-sale",
        anchors: "sell|sold",
        pattern: r"\bwe(?: (?:do|may|might|will|can|could|have|also|sometimes|share|disclose|rent|and|or)\b){0,4} \x22?(?:sell|sold)\b\x22?(?: \w+,?){0,10}? (?:data|information)",
        unless: r"(?:not|n't|never|neither|nor)(?: \w+,?){0,4}? \x22?(?:sell|sold)|whether|\bif we\b",
        effect: Condemn,
        reason: SOLD,
    },
    Cue {
        types: "data-sale",
        anchors: "sell|sold|sale",
        pattern: r"(?:may|could|might|is|are|be) (?:be )?(?:deemed|considered|constitute|regarded)(?: \w+){0,6}? (?:a )?\x22?(?:sale|sell)\b",
        unless: r"\bnot\b|n't|never|\bno\b|neither|without|whether",
        effect: Condemn,
        reason: SOLD,
    },
    // Ways out.
    Cue {
        types: "targeted-advertising|tracking-technologies|cross-site-tracking|location-data|marketing-communications|profiling|ai-training|third-party-sharing|device-and-usage-data|aggregated-data",
        anchors: "opt|unsubscrib|disabl|turn|object|withdraw|refus|reject|block|declin|choose|adjust|control|manag|settings",
        pattern: concat!(
            r"(?:\byou\b|users?|customers?|individuals)(?:'ll| will| also| always)?(?: (?:can|may|have|are|could|might|be|able|to|the|right|option|choice|choose|wish|at|any|time|also|always|easily)){1,6}",
            r"(?: \w+){0,3}? ?(?:opt[- ]?(?:ing[- ])?out|unsubscrib\w+|disabl\w+|turn(?:ing)? (?:\w+ )?off|object|withdraw|refuse|reject|block|decline|not to|adjust|control|manage|change your)",
            r"|\bto (?:opt[- ]?out|unsubscribe)|opt(?:ing)?[- ]out of",
        ),
        unless: r"cannot|may not (?:be able|opt|function|work)|not be able|even if you",
        effect: Settle,
        reason: "There is a way out: the reader can refuse or switch it off.",
    },
    Cue {
        types: DATA,
        anchors: "consent|permission|opt in|opt-in|explicit|approv|choose",
        pattern: r"(?:only|unless|without|with|if|when|after|until)(?: \w+,?){0,6}? (?:your|you|user's|users'|explicit|express|prior)(?: \w+){0,5}? (?:consent|permission|approval|authori[sz]ation|opt[- ]?in)|\bopt[- ]in\b",
        unless: r"without (?:your |further |prior )*(?:consent|permission|notice)|consent to|you consent",
        effect: Settle,
        reason: "It happens only when the reader agrees.",
    },
    Cue {
        types: "arbitration|class-action-waiver",
        anchors: "opt out|opt-out|opting out|reject",
        pattern: r"\b(?:you (?:may|can|have the right to)|right to|to|by)(?: \w+){0,3}? (?:opt(?:ing)?[- ]?out|reject)",
        unless: r"may not opt|cannot opt|no right to opt",
        effect: Temper,
        reason: "There is a window in which the reader can opt out.",
    },
    Cue {
        types: "arbitration",
        anchors: "court|jury|judge",
        pattern: concat!(
            r"arbitrat\w*.{0,160}?(?:not|rather than|instead of|no right to|without)(?: \w+){0,5}? (?:court|jury|judge)",
            r"|(?:giv\w+ up|waiv\w+|relinquish\w*)(?: \w+,?){0,8}? (?:court|jury|judge)",
        ),
        unless: r"small claims|opt[- ]?out|do not give up|not waiv",
        effect: Condemn,
        reason: "It takes away the decision of a court.",
    },
    Cue {
        types: "arbitration|class-action-waiver",
        anchors: "not|n't|except",
        pattern: r"arbitrat\w*.{0,80}?(?:(?:will|shall|does|do|may) not apply|not be required|does not (?:require|force))|(?:not|n't)(?: \w+){0,3}? (?:require|force|subject)(?: \w+){0,8}? arbitrat",
        unless: "",
        effect: Settle,
        reason: "It frees people from arbitration.",
    },
    Cue {
        types: "governing-law-and-venue|claim-time-limit",
        anchors: "consumer|resid|live|countr|mandatory|local",
        pattern: concat!(
            r"(?:courts? (?:of|in|at) (?:your|the (?:place|country|member state|province|jurisdiction)(?: \w+){0,3} (?:you|consumer))|your local courts?|courts of your|where you (?:live|reside)",
            r"|country (?:of|in which) (?:your |you )?(?:residen|live|are)|mandatory (?:\w+ ){0,3}?(?:law|rights|provisions|protection)|laws? of (?:your|the country (?:where|in which) you))",
        ),
        unless: r"small claims|regardless|responsib\w+ for compl|comply with|prohibited|you agree to compl",
        effect: Protect,
        reason: "Consumers keep the courts or the law of the place where they live.",
    },
    Cue {
        types: "governing-law-and-venue",
        anchors: "exclusive|only|must|consent|submit|waive",
        pattern: r"(?:exclusive(?:ly)?(?: \w+){0,5}? (?:jurisdiction|venue|courts?|in)|(?:jurisdiction|venue)(?: \w+){0,4}? exclusive|(?:consent|submit)(?: \w+){0,8}? jurisdiction|only in|must be (?:brought|filed|resolved|litigated|commenced)|will be (?:brought|litigated))",
        unless: r"non-exclusive|your local|where you (?:live|reside)",
        effect: Raise,
        reason: "Claims must go to one court of the platform's choosing.",
    },
    // Powers: how broad, and with what warning.
    Cue {
        types: "unilateral-change",
        anchors: "notice|notif",
        pattern: concat!(
            r"(?:(?:discretion|any time|any reason|our (?:own )?option).{0,240}?(?:without|with no)(?: \w+,?){0,5}? (?:notice|notif\w+|warning)",
            r"|(?:without|with no)(?: \w+,?){0,5}? (?:notice|notif\w+|warning).{0,160}?(?:discretion|any time|any reason|our (?:own )?option))",
        ),
        unless: r"\bnot (?:\w+ ){0,3}?(?:chang|modif|amend)\w*.{0,60}without",
        effect: Raise,
        reason: "The platform alone decides, at any time and without notice.",
    },
    Cue {
        types: "termination-at-will|content-moderation",
        anchors: "reason|cause|discretion",
        pattern: r"(?:for )?(?:any|no|whatever) (?:or no )?(?:other )?reason|without (?:\w+ ){0,2}?(?:cause|reason)|no reason|sole (?:and absolute )?discretion|absolute discretion",
        unless: r"you may|you can|either party|any reason permitted",
        effect: Raise,
        reason: "It needs no reason.",
    },
    Cue {
        types: "unilateral-change|termination-at-will|service-discontinuation|fees-and-price-changes|content-moderation",
        anchors: "notice|notif|inform|e-mail|email|advance|let you know",
        pattern: concat!(
            r"\b(?:we|will|shall|by|with|to|upon|provide|giving|given|reasonable|days?'?s?|advance|prior|written)\b(?: \w+,?){0,5}? ",
            r"(?:notify (?:you|users|customer)|inform you|notice|e-?mail you|let you know|contact you)",
        ),
        unless: r"without|with no\b|no notice|not (?:obligat|requir|provide|give|notify)|you may (?:terminat|cancel|clos)|by providing|cure|copyright|dmca|upon receiving",
        effect: Temper,
        reason: "The reader is told beforehand.",
    },
    Cue {
        types: "termination-at-will|service-discontinuation|fees-and-price-changes|auto-renewal",
        anchors: "days|months|weeks|month's",
        pattern: r"{duration}(?:'s?)?(?: \w+,?){0,5}? (?:notice|advance|before|prior)",
        unless: r"without notice",
        effect: Temper,
        reason: "There is a fixed notice period.",
    },
    Cue {
        types: "content-moderation",
        anchors: "violat|infring|breach|unlawful|illegal",
        pattern: r"(?:if|that|which|believe|determin\w*|where|when)(?: \w+,?){0,12}? (?:violat\w+|infring\w+|breach\w*|unlawful|illegal)",
        unless: r"any reason|no reason|without notice|sole discretion|at any time|any time",
        effect: Temper,
        reason: "It is bound to a breach of the rules.",
    },
    // Losses.
    Cue {
        types: LOSSES,
        anchors: "not|nothing|n't|no ",
        pattern: r"(?:nothing|(?:do|does|shall|will|not) not (?:\w+ ){0,3}?(?:exclude|limit|affect)|not intended to (?:exclude|limit)).{0,120}?(?:liab\w+|rights?|warrant\w+|death|fraud|negligence|law)",
        unless: r"jurisdictions|some states|not limited to",
        effect: Settle,
        reason: "It keeps some liability or rights that the law gives.",
    },
    Cue {
        types: "liability-exclusion",
        anchors: "gross|wilful|willful|injury|death",
        pattern: r"(?:gross(?:ly)? negligen\w+|wil?lful|personal injury|bodily injury|\bdeath\b|wrongful death)",
        unless: r"except|other than|nothing|does not|not (?:exclude|limit|apply)|unless|save for|excluding|negligence of you|caused by (?:our|gross|wil)|due to (?:our|gross|wil)",
        effect: Raise,
        reason: "It shuts out even grave faults or injuries.",
    },
    Cue {
        types: "indemnification",
        anchors: "except|extent",
        pattern: r"except (?:to the extent|for|where|in|that)|unless (?:\w+ ){0,6}?(?:our|negligen)|we (?:will|shall|agree to) (?:\w+ ){0,3}?(?:indemnify|defend)",
        unless: "",
        effect: Temper,
        reason: "It is limited, or the platform indemnifies the reader as well.",
    },
    // Content.
    Cue {
        types: "content-licence|feedback-and-ideas",
        anchors: "solely|only|limited|purpose|operat|order to|necessary|provid",
        pattern: r"(?:(?:solely|only|limited|exclusively)(?: \w+){0,6}? (?:purposes?|to|for|in order|extent|as)\b|for the (?:sole |limited )?purposes? of (?:\w+ ){0,4}?(?:operat|provid|improv|display|host)|in order to (?:operate|provide|host|display)|as necessary to (?:provide|operate)|(?:to the extent|as) (?:reasonably )?necessary)",
        unless: r"not limited|perpetual|any purpose|any media|irrevocabl|sell\b|without limitation|sole discretion",
        effect: Settle,
        reason: "The licence is bound to running the service.",
    },
    Cue {
        types: "content-licence",
        anchors: "retain|keep|own|remain",
        pattern: r"you (?:\w+ ){0,3}?(?:retain|keep|own)(?: \w+,?){0,8}? (?:ownership|rights?|title|content|copyright|licen[sc]e)|remains? yours",
        unless: r"licen[sc]e to|grant",
        effect: Settle,
        reason: "The reader stays the owner.",
    },
    Cue {
        types: "feedback-and-ideas",
        anchors: "own|property|assign|exclusive",
        pattern: r"(?:we (?:will|shall)? ?own|become (?:our|the)(?: \w+){0,5} property|property of|you (?:hereby )?(?:irrevocably )?assign|shall own|owned by us|exclusive (?:property|owner|rights))",
        unless: "",
        effect: Raise,
        reason: "The platform becomes the owner of what the reader suggests.",
    },
    Cue {
        types: "business-transfer",
        anchors: "honor|honour|bound|adhere|comply|subject to",
        pattern: r"(?:honou?r|bound by|adhere to|comply with|subject to)(?: \w+){0,6}? (?:this|our|same|these|the)(?: \w+){0,3} (?:privacy|policy|terms|commitments|promises)",
        unless: r"\bnot\b|different",
        effect: Temper,
        reason: "The new owner has to keep the promises.",
    },
    Cue {
        types: "government-disclosure",
        anchors: "notif|notice|inform|resist|challenge|object|only",
        pattern: r"(?:(?:will|attempt to|try to|endeavou?r to|shall) (?:\w+ ){0,3}?(?:notify|inform|give you notice|provide (?:you )?(?:\w+ )?notice|challenge|object|resist|push back)|only (?:respond|disclose|in response|when|if)|minimum amount)",
        unless: r"without (?:\w+ ){0,2}?(?:notice|notif)",
        effect: Protect,
        reason: "The platform checks such requests or tells the person concerned.",
    },
    Cue {
        types: "government-disclosure",
        anchors: "without|discretion",
        pattern: r"without (?:\w+ ){0,4}?(?:notice|notif\w+|consent|court order|warrant|subpoena)|see fit|sole discretion|we (?:believe|think|deem) (?:\w+ ){0,4}?(?:appropriate|necessary)",
        unless: "",
        effect: Raise,
        reason: "It may happen at discretion or without telling the person concerned.",
    },
    Cue {
        types: "data-retention|retention-after-deletion",
        anchors: "indefinite|forever|perpetu|as long as",
        pattern: r"(?:indefinite(?:ly)?|forever|perpetual(?:ly)?|permanently (?:stor|kept|retain)\w*)",
        unless: r"\bnot\b",
        effect: Raise,
        reason: "There is no end to the storage.",
    },
    Cue {
        types: "data-retention|retention-after-deletion|user-content-deletion|access-and-deletion",
        anchors: "delet|eras|destroy|remov",
        pattern: r"(?:delet|eras|destroy|anonymi|remov)\w*.{0,80}?(?:within|after|no later than) (?:\w+ ){0,3}?{duration}",
        unless: "",
        effect: Settle,
        reason: "There is a fixed time after which the data is deleted.",
    },
    Cue {
        types: "do-not-track",
        anchors: "honor|honour|respond|respect|comply|support|recogni",
        pattern: r"\b(?:we|our \w+|site|service)(?: \w+){0,3}? (?:honou?r|respond|respect|comply|support|recogni[sz]e)",
        unless: r"\bnot\b|n't|unable|cannot|\bno\b",
        effect: Protect,
        reason: "The signal is honoured.",
    },
    Cue {
        types: "security-measures",
        anchors: "liab|responsib|disclaim",
        pattern: r"(?:not (?:be )?(?:liable|responsible)|no (?:liability|responsibility)|disclaim\w*).{0,120}?(?:unauthori[sz]ed|access|loss|breach|disclosure|security)|(?:unauthori[sz]ed|access).{0,120}?not (?:be )?(?:liable|responsible)",
        unless: "",
        effect: Raise,
        reason: "The platform takes no responsibility for a breach.",
    },
    Cue {
        types: "refunds|auto-renewal|right-to-leave",
        anchors: "cancel|refund|money back",
        pattern: r"(?:you (?:can|may|have the right to|are entitled to)(?: \w+){0,5}? (?:cancel|refund|terminate|delete|close|withdraw)|full refund|money[- ]back)",
        unless: r"cannot|may not|not be (?:refunded|entitled)|non-?refund|no refund",
        effect: Protect,
        reason: "The reader can leave or get the money back.",
    },
    // Rights that a clause of such a type may also refuse.
    Cue {
        types: "content-ownership|user-content-deletion|right-to-leave|access-and-deletion|opt-out-choices|data-portability|change-notice|breach-notification",
        anchors: "not|n't|cannot|own",
        pattern: concat!(
            r"(?:(?:we|our|us)\b(?: \w+,?){0,4}? (?:own|owns)\b(?: \w+,?){0,4}? (?:content|material|submissions)|you (?:\w+ ){0,2}?(?:cannot|can not|may not|are not able to)(?: \w+){0,3}? (?:delete|remove|cancel|terminate|opt[- ]?out|close)",
            r"|we (?:cannot|can't|do not|don't|are unable to|are not obligated to|have no obligation to)(?: \w+){0,3}? (?:delete|remove|notify|return|provide you))",
        ),
        unless: r"do not own|until|unless",
        effect: Condemn,
        reason: "It refuses the very right that such clauses usually give.",
    },
];
