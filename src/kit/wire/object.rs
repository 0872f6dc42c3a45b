//! Objects in the OpenAPI document: `#[derive(Object)]` writes a table of a struct's members, and this reads it.

use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type;

/// A member of an object.
pub struct ObjectMember {
    name: &'static str,
    description: &'static str,
    is_required: bool,
    /// Its own members stand in its place.
    is_flattened: bool,
    schema: fn() -> MetaSchemaRef,
    register: fn(&mut Registry),
}

impl ObjectMember {
    /// A member of this type.
    pub const fn of<T: Type>(name: &'static str, description: &'static str) -> Self {
        Self {
            name,
            description,
            is_required: T::IS_REQUIRED,
            is_flattened: false,
            schema: T::schema_ref,
            register: T::register,
        }
    }

    /// An object whose members stand in its place.
    pub const fn flattened<T: Type>(name: &'static str, description: &'static str) -> Self {
        Self { is_flattened: true, ..Self::of::<T>(name, description) }
    }
}

/// The schema of an object; the types of its members are registered too.
pub fn object_schema(
    registry: &mut Registry,
    name: &'static str,
    description: &'static str,
    members: &[ObjectMember],
) -> MetaSchema {
    let given = |text: &'static str| Some(text).filter(|text| !text.is_empty());
    let mut object = MetaSchema::new("object");
    object.title = Some(name.to_owned());
    object.description = given(description);
    for member in members {
        (member.register)(registry);
        match (member.schema)() {
            MetaSchemaRef::Reference(inner) if member.is_flattened => {
                let inner = registry.schemas.get(&inner).cloned().unwrap_or(MetaSchema::ANY);
                object.properties.extend(inner.properties);
                object.required.extend(inner.required);
            }
            schema => {
                if member.is_required {
                    object.required.push(member.name);
                }
                // What may be missing in an answer is null there; a type without members of its own says so itself.
                let nullable = !member.is_required && matches!(schema, MetaSchemaRef::Reference(_));
                let own = MetaSchema { description: given(member.description), nullable, ..MetaSchema::ANY };
                object.properties.push((member.name, schema.merge(own)));
            }
        }
    }
    object
}
