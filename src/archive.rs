//! Reads an archive: what documents and versions there are, their exact bytes, and whether they can be read.
