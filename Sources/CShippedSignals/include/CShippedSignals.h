#ifndef CSHIPPEDSIGNALS_H
#define CSHIPPEDSIGNALS_H

#include <stddef.h>

/// A file of the shipped bundle: its name below the bundle's folder, and its bytes.
typedef struct {
    const char *_Nonnull name;
    const unsigned char *_Nonnull bytes;
    size_t count;
} CShippedFile;

/// How many files there are.
size_t CShippedFileCount(void);

/// The file at a place, from 0 and below `CShippedFileCount()`, in the order of their names.
CShippedFile CShippedFileAt(size_t place);

#endif
