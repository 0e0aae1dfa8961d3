//! [`named`]: enums whose values have names.

/// Gives an enum the names of its values, by which they are found and printed.
macro_rules! named {
    ($type:ident: $($name:literal => $value:ident),+) => {
        impl $type {
            /// All names.
            pub const NAMES: [&'static str; [$($name),+].len()] = [$($name),+];

            /// Returns what that name means.
            pub fn named(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$value),)+
                    _ => None,
                }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(match self {
                    $(Self::$value => $name,)+
                })
            }
        }
    };
}

pub(crate) use named;
