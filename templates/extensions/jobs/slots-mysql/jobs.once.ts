.onDuplicateKeyUpdate({ key })
