.forUpdate()
.skipLocked()
