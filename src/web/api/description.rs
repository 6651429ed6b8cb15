//! What the description of the API needs beyond what is derived from the types.

use std::collections::BTreeMap;

use utoipa::openapi::schema::{AllOf, OneOf, Schema};
use utoipa::openapi::{OpenApi, RefOr};

/// Describes an enum that is flattened into a struct as a choice of whole objects.
///
/// Derived is a choice within `allOf`, beside the struct's own fields. That is valid, but client
/// generators make no class of it.
pub(super) fn spread_choices(description: &mut OpenApi) {
    let Some(components) = &mut description.components else { return };
    let schemas = &mut components.schemas;
    let spread: Vec<(String, OneOf)> = schemas
        .iter()
        .filter_map(|(name, schema)| match schema {
            RefOr::T(Schema::AllOf(all)) => Some((name.clone(), choice(all, schemas)?)),
            _ => None,
        })
        .collect();
    for (name, choice) in spread {
        schemas.insert(name, RefOr::T(Schema::OneOf(choice)));
    }
}

/// The choice among the parts, each of its objects with the fields of the other parts.
fn choice(all: &AllOf, schemas: &BTreeMap<String, RefOr<Schema>>) -> Option<OneOf> {
    let chosen = |part: &RefOr<Schema>| {
        let RefOr::Ref(reference) = part else { return None };
        match schemas.get(reference.ref_location.rsplit('/').next()?)? {
            RefOr::T(Schema::OneOf(choice)) => Some(choice.clone()),
            _ => None,
        }
    };
    let mut choice = all.items.iter().find_map(chosen)?;
    for object in choice.items.iter_mut() {
        let RefOr::T(Schema::Object(object)) = object else { return None };
        for part in &all.items {
            if let RefOr::T(Schema::Object(shared)) = part {
                object.properties.extend(shared.properties.clone());
                object.required.extend(shared.required.clone());
            }
        }
    }
    choice.description.clone_from(&all.description);
    Some(choice)
}
