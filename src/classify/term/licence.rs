//! How the scope of a licence to content is stated.

use super::Row;
use super::value::Kind::Is;

/// A scope of the licence that the reader grants, by a verb before it or as what licences are.
macro_rules! granted {
    ($scope:literal) => {
        concat!(
            r"(?:\b(?:you|customers?|users?|members?|contributors?)\b.{0,160}?\b(?:grant|giv|provid|licens|assign)\w*",
            r"|\bgrants? (?:to )?us\b",
            r"|\b(?:licen[sc]es?|rights)(?: \w+,?){0,4}? (?:grant|granted|given)\b.{0,60}?\b(?:is|are|shall be|will be)\b)",
            r".{0,300}?",
            $scope
        )
    };
}

/// Says that the licence is the reader's, not one to the reader's content.
const TO_READER: &str = r"(?:\bwe(?: \w+)? grant|grants|granted)(?: to)? (?:each |the |all )?(?:you|customer|user|licensee|subscriber|publisher|developer|member)s?\b|your right to (?:use|access)|grant you\b|you (?:are|will be) granted|grant to you";

const fn licence(anchors: &'static str, pattern: &'static str, value: &'static str) -> Row {
    Row {
        name: "content-licence-scope",
        anchors,
        context: "licen|right",
        subject: "",
        pattern,
        unless: TO_READER,
        kind: Is(value),
    }
}

/// What becomes of the licence when the content or the account goes.
const fn afterwards(pattern: &'static str, unless: &'static str, value: &'static str) -> Row {
    Row {
        name: "content-licence-scope",
        anchors: "licen",
        context: "content|submission|material|upload",
        subject: "",
        pattern,
        unless,
        kind: Is(value),
    }
}

pub(super) const ROWS: &[Row] = &[
    licence("perpetual", granted!(r"\bperpetual"), "perpetual"),
    licence("irrevocable", granted!(r"[^-]irrevocabl[ey]"), "irrevocable"),
    licence("transferable|transferrable", granted!(r"[ ,(]transferr?able"), "transferable"),
    licence(
        "licensable|licenseable|licencable",
        granted!(r"[ ,(]sub-?licen[sc]e?able"),
        "sublicensable",
    ),
    licence(
        "sublicen|sub-licen",
        granted!(
            r"\b(?:with|including) (?:(?:the|a|full|unlimited) )?(?:rights? (?:and licen[sc]e )?(?:to|of) (?:\w+,? ){0,3}?)?sub-?licen[sc]\w*"
        ),
        "sublicensable",
    ),
    licence("worldwide|world-wide", granted!(r"world-?wide"), "worldwide"),
    licence("royalty", granted!(r"royalty[- ]free"), "royalty-free"),
    afterwards(
        r"\blicen[sc]es?\b.{0,160}?(?:surviv\w*|continue\w*|remain\w*|persist).{0,120}?(?:terminat|delet|remov|clos|stop)\w*",
        r"(?:ends|terminates|expires|will end|will terminate)|to you\b|until",
        "survives deletion",
    ),
    afterwards(
        r"licen[sc]e.{0,120}?(?:\bends?\b|terminates|expires|will end|will terminate).{0,100}?(?:delet|remov|clos)\w*",
        r"granted to you|we grant you",
        "ends on deletion",
    ),
];
