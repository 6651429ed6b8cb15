//! The model's file: little-endian numbers in a fixed order, deflated, checked when read.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::features::Vocabulary;
use super::{Calibration, Model, OF_QUOTES, Odds, SEVERITY_COLUMNS, Stake};
use crate::document::ContentHash;

/// The first bytes of the file, the last of which counts its formats.
const MAGIC: [u8; 4] = *b"CXM\x04";

/// The most bytes that a file holds when inflated; ours holds about one million.
const INFLATED_MAX: u64 = 16 * 1024 * 1024;

/// The most clause types and columns that a file may have; columns are named by one byte.
const COLUMNS_MAX: usize = 256;

/// A model that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The file is something else, or of another format.
    #[error("this is not a model of this version's format")]
    Format,
    /// The file ends too early or says what cannot be.
    #[error("the model is damaged at byte {at} of what it holds")]
    Damaged {
        /// The byte at which that was noticed, once inflated.
        at: usize,
    },
}

impl Model {
    /// Reads a model's file.
    ///
    /// # Errors
    ///
    /// When the bytes are not such a file, or not a whole one.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        let deflated = bytes.strip_prefix(&MAGIC).ok_or(ModelError::Format)?;
        let mut inflated = Vec::new();
        let mut decoder = DeflateDecoder::new(deflated).take(INFLATED_MAX);
        decoder.read_to_end(&mut inflated).map_err(|_| ModelError::Damaged { at: MAGIC.len() })?;
        let mut input = Input { bytes: &inflated, at: 0 };
        let (types, joint, columns) = read_columns(&mut input)?;
        let alone = read_calibration(&mut input, types.len())?;
        let in_document = read_calibration(&mut input, types.len())?;
        let habits = input.list(types.len(), |input| {
            Ok([input.float()?, input.float()?, input.float()?, input.float()?])
        })?;
        let biases = input.list(columns, Input::float)?;
        let scales = input.list(columns, Input::float)?;
        let features = input.count(inflated.len())?;
        let hashes = input.list(features, Input::number)?;
        let rarities = input.take(features)?.to_vec();
        let (starts, weights) = read_weights(&mut input, features, columns)?;
        let ascending = hashes.is_sorted_by(|a, b| a < b);
        if input.at != inflated.len() || !ascending {
            return Err(input.damaged());
        }
        let vocabulary = Vocabulary::new(hashes.into_iter().zip(rarities).collect());
        let digest = ContentHash::of(bytes);
        Ok(Self {
            types,
            alone,
            in_document,
            joint,
            habits,
            biases,
            scales,
            vocabulary,
            starts,
            weights,
            digest,
        })
    }

    /// The model's file. The digest is that of these bytes, not the model's field.
    pub(in crate::classify) fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        put(&mut out, self.types.len());
        for slug in &self.types {
            put(&mut out, slug.len());
            out.extend_from_slice(slug.as_bytes());
        }
        put(&mut out, self.joint.len());
        out.extend(self.joint.iter().flat_map(|(index, severity)| [*index, *severity]));
        for Calibration { stakes, odds } in [&self.alone, &self.in_document] {
            put_floats(&mut out, stakes.iter().flat_map(|stake| [stake.slope, stake.offset]));
            put_floats(&mut out, [odds.lead, odds.margin, odds.constant].into_iter());
        }
        put_floats(&mut out, self.habits.iter().flatten().copied());
        put_floats(&mut out, self.biases.iter().chain(&self.scales).copied());
        put(&mut out, self.vocabulary.len());
        for (hash, _) in self.vocabulary.entries() {
            out.extend_from_slice(&hash.to_le_bytes());
        }
        out.extend(self.vocabulary.entries().map(|(_, rarity)| rarity));
        out.extend(self.starts.windows(2).map(|pair| {
            u8::try_from(pair[1] - pair[0]).expect("a feature weighs for fewer than 256 columns")
        }));
        out.extend(self.weights.iter().map(|(column, _)| *column));
        out.extend(self.weights.iter().map(|(_, weight)| weight.cast_unsigned()));
        let mut encoder = DeflateEncoder::new(MAGIC.to_vec(), Compression::best());
        let written = encoder.write_all(&out).and_then(|()| encoder.finish());
        written.expect("writing to memory does not fail")
    }
}

/// The clause types, the joint columns, and how many columns there are in all.
type Columns = (Vec<String>, Vec<(u8, u8)>, usize);

fn read_columns(input: &mut Input<'_>) -> Result<Columns, ModelError> {
    let count = input.count(COLUMNS_MAX)?;
    let types = input.list(count, |input| {
        let length = input.count(COLUMNS_MAX)?;
        let slug = std::str::from_utf8(input.take(length)?);
        slug.map(str::to_owned).map_err(|_| ModelError::Damaged { at: input.at })
    })?;
    let count = input.count(COLUMNS_MAX)?;
    let joint = input.list(count, |input| {
        let pair = input.take(2)?;
        Ok((pair[0], pair[1]))
    })?;
    let columns = types.len() + joint.len() + SEVERITY_COLUMNS;
    let sound = |(index, severity): &(u8, u8)| {
        usize::from(*index) < types.len() && usize::from(*severity) < OF_QUOTES
    };
    if columns > COLUMNS_MAX || !joint.iter().all(sound) {
        return Err(input.damaged());
    }
    Ok((types, joint, columns))
}

fn read_calibration(input: &mut Input<'_>, types: usize) -> Result<Calibration, ModelError> {
    let stake = |input: &mut Input<'_>| Ok(Stake { slope: input.float()?, offset: input.float()? });
    let stakes = input.list(types, stake)?;
    let (lead, margin, constant) = (input.float()?, input.float()?, input.float()?);
    Ok(Calibration { stakes, odds: Odds { lead, margin, constant } })
}

/// Where each feature's weights begin, and the weights.
type Weights = (Vec<u32>, Vec<(u8, i8)>);

fn read_weights(
    input: &mut Input<'_>,
    features: usize,
    columns: usize,
) -> Result<Weights, ModelError> {
    let mut starts = Vec::with_capacity(features + 1);
    let mut start = 0;
    for count in input.take(features)? {
        starts.push(start);
        start += u32::from(*count);
    }
    starts.push(start);
    let named = input.take(start as usize)?;
    let weights = input.take(start as usize)?;
    if named.iter().any(|column| usize::from(*column) >= columns) {
        return Err(input.damaged());
    }
    let weights = named.iter().zip(weights).map(|(column, byte)| (*column, byte.cast_signed()));
    Ok((starts, weights.collect()))
}

fn put(out: &mut Vec<u8>, number: usize) {
    let number = u32::try_from(number).expect("a model is far smaller than 4 GiB");
    out.extend_from_slice(&number.to_le_bytes());
}

fn put_floats(out: &mut Vec<u8>, floats: impl Iterator<Item = f32>) {
    floats.for_each(|float| out.extend_from_slice(&float.to_le_bytes()));
}

/// Bytes, and how far they are read.
struct Input<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Input<'a> {
    fn take(&mut self, length: usize) -> Result<&'a [u8], ModelError> {
        let taken = self.bytes[self.at..].get(..length).ok_or_else(|| self.damaged())?;
        self.at += length;
        Ok(taken)
    }

    fn number(&mut self) -> Result<u32, ModelError> {
        let bytes = self.take(4)?;
        Ok(u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]))
    }

    fn float(&mut self) -> Result<f32, ModelError> {
        let float = f32::from_bits(self.number()?);
        if float.is_finite() { Ok(float) } else { Err(self.damaged()) }
    }

    /// A number that is at most `limit`.
    fn count(&mut self, limit: usize) -> Result<usize, ModelError> {
        let count = self.number()? as usize;
        if count <= limit { Ok(count) } else { Err(self.damaged()) }
    }

    fn list<T>(
        &mut self,
        length: usize,
        mut read: impl FnMut(&mut Self) -> Result<T, ModelError>,
    ) -> Result<Vec<T>, ModelError> {
        (0..length).map(|_| read(self)).collect()
    }

    fn damaged(&self) -> ModelError {
        ModelError::Damaged { at: self.at }
    }
}
