//! How sure a label is, in the one form in which the index keeps it.

/// How sure a label is, from 0 to 1, kept in 16 bits.
///
/// The scale belongs to the type, so that nobody who reads one needs to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sureness(u16);

impl Sureness {
    /// The sureness nearest to `value`; what lies outside 0 to 1 counts as the nearer end.
    #[must_use]
    pub fn new(value: f32) -> Self {
        Self((value.clamp(0.0, 1.0) * f32::from(u16::MAX)).round() as u16)
    }

    /// From 0 to 1.
    #[must_use]
    pub fn as_f32(self) -> f32 {
        f32::from(self.0) / f32::from(u16::MAX)
    }

    /// The bits in which the index keeps it; they sort as it does.
    #[must_use]
    pub fn bits(self) -> u16 {
        self.0
    }

    /// The sureness of those bits.
    #[must_use]
    pub fn from_bits(bits: u16) -> Self {
        Self(bits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_read_from_0_to_1_and_keeps_its_order() {
        for (given, expected) in [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0), (-3.0, 0.0), (255.0, 1.0)] {
            let read = Sureness::new(given).as_f32();
            assert!((read - expected).abs() < 1e-4, "{given} is read as {read}");
        }
        assert!(Sureness::new(0.6) < Sureness::new(0.61));
        assert_eq!(Sureness::from_bits(Sureness::new(0.9).bits()), Sureness::new(0.9));
    }
}
