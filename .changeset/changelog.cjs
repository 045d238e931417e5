'use strict'

/** A line of CHANGELOG.md is the changeset's sentence and nothing else: `paxx upgrade` prints it to whoever upgrades. */
const getReleaseLine = async ({ summary }) => `- ${summary.trim().replaceAll('\n', '\n  ')}`

// paxx is one package, and what it depends on is bundled.
const getDependencyReleaseLine = async () => ''

module.exports = { getReleaseLine, getDependencyReleaseLine }
