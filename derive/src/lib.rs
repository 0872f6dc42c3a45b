//! `#[derive(Object)]`: the place of a struct in the OpenAPI document, and nothing else.
//!
//! poem-openapi's own derive of that name also writes how the struct is read from a tree of JSON values and turned into one. Ours
//! travel by serde, so that none of it ever ran; but it was a sixth of all that the compiler had to translate.

use proc_macro::TokenStream as Tokens;
use proc_macro2::TokenStream;
use quote::quote;
use syn::ext::IdentExt;
use syn::{Attribute, Data, DeriveInput, Error, Expr, Field, Fields, Lit, LitStr, Meta, Result, Token};

/// Describes a struct with named members: its comment, and each member's name, comment and type. `#[oai(rename = "…")]` gives a
/// member another name, `#[oai(flatten)]` puts the members of another struct in its place.
#[proc_macro_derive(Object, attributes(oai))]
pub fn object(input: Tokens) -> Tokens {
    let input = syn::parse_macro_input!(input as DeriveInput);
    described(&input).unwrap_or_else(Error::into_compile_error).into()
}

fn described(input: &DeriveInput) -> Result<TokenStream> {
    let Data::Struct(data) = &input.data else {
        return Err(Error::new_spanned(input, "only structs are objects"));
    };
    let Fields::Named(fields) = &data.fields else {
        return Err(Error::new_spanned(input, "the members of an object have names"));
    };
    let (ident, name) = (&input.ident, input.ident.to_string());
    let description = comment(&input.attrs);
    let members = fields.named.iter().map(member).collect::<Result<Vec<_>>>()?;
    Ok(quote! {
        impl ::poem_openapi::types::Type for #ident {
            const IS_REQUIRED: bool = true;
            type RawValueType = Self;
            type RawElementValueType = Self;

            fn name() -> ::std::borrow::Cow<'static, str> {
                ::std::borrow::Cow::Borrowed(#name)
            }

            fn schema_ref() -> ::poem_openapi::registry::MetaSchemaRef {
                ::poem_openapi::registry::MetaSchemaRef::Reference(#name.to_owned())
            }

            fn register(registry: &mut ::poem_openapi::registry::Registry) {
                registry.create_schema::<Self, _>(#name.to_owned(), |registry| {
                    crate::kit::wire::object_schema(registry, #name, #description, const { &[#(#members),*] })
                });
            }

            fn as_raw_value(&self) -> ::std::option::Option<&Self> {
                ::std::option::Option::Some(self)
            }

            fn raw_element_iter<'a>(
                &'a self,
            ) -> ::std::boxed::Box<dyn ::std::iter::Iterator<Item = &'a Self> + 'a> {
                ::std::boxed::Box::new(::std::iter::once(self))
            }
        }
    })
}

fn member(field: &Field) -> Result<TokenStream> {
    let mut name = field.ident.as_ref().map(|ident| ident.unraw().to_string()).unwrap_or_default();
    let mut constructor = quote!(of);
    for attribute in field.attrs.iter().filter(|it| it.path().is_ident("oai")) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("flatten") {
                constructor = quote!(flattened);
            } else if meta.path.is_ident("rename") {
                meta.input.parse::<Token![=]>()?;
                name = meta.input.parse::<LitStr>()?.value();
            } else {
                return Err(meta.error("an object knows rename and flatten"));
            }
            Ok(())
        })?;
    }
    let (ty, description) = (&field.ty, comment(&field.attrs));
    Ok(quote!(crate::kit::wire::ObjectMember::#constructor::<#ty>(#name, #description)))
}

/// The lines of a `///` comment.
fn comment(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}
