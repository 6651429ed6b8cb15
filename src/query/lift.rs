//! Fields that hold for the whole clause, taken out of the tree.

use super::connect;
use super::tree::{Filter, Node};

/// Takes out of a tree the fields that the whole clause must bear.
pub(super) fn lift(tree: Option<Node>) -> (Option<Node>, Vec<Filter>) {
    let conjuncts = match tree {
        Some(Node::And(nodes)) => nodes,
        other => other.into_iter().collect(),
    };
    let mut filters: Vec<Filter> = Vec::new();
    let mut others = Vec::new();
    for node in conjuncts {
        match alternatives(&node) {
            Some(found) => filters.extend(found),
            None => others.push(node),
        }
    }
    let mut distinct: Vec<Filter> = Vec::new();
    for filter in filters {
        if !distinct.contains(&filter) {
            distinct.push(filter);
        }
    }
    (connect::all(others), distinct)
}

/// The values of one field, if that is all `node` asks for.
fn alternatives(node: &Node) -> Option<Vec<Filter>> {
    match node {
        Node::Field(filter) => Some(vec![filter.clone()]),
        Node::Or(nodes) => {
            let filters: Vec<Filter> =
                nodes.iter().map(alternatives).collect::<Option<Vec<_>>>()?.concat();
            let is_one_field = filters.iter().all(|filter| filter.field == filters[0].field);
            is_one_field.then_some(filters)
        }
        _ => None,
    }
}
