// What reads notes, as it is shipped in config/bundle/signals: put into the program as it stands.
//
// The preprocessor takes the bytes of a file in itself, and tells the build that the program depends on it.

#include "CShippedSignals.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char concepts[] = {
#embed "../../config/bundle/signals/concepts.txt"
};
static const unsigned char en[] = {
#embed "../../config/bundle/signals/en.yaml"
};
static const unsigned char fr[] = {
#embed "../../config/bundle/signals/fr.yaml"
};
static const unsigned char nl[] = {
#embed "../../config/bundle/signals/nl.yaml"
};
static const unsigned char weights[] = {
#embed "../../config/bundle/signals/weights.txt"
};

static const CShippedFile files[] = {
    {"signals/concepts.txt", concepts, sizeof concepts},
    {"signals/en.yaml", en, sizeof en},
    {"signals/fr.yaml", fr, sizeof fr},
    {"signals/nl.yaml", nl, sizeof nl},
    {"signals/weights.txt", weights, sizeof weights},
};

size_t CShippedFileCount(void) { return sizeof files / sizeof files[0]; }

CShippedFile CShippedFileAt(size_t place) { return files[place]; }
