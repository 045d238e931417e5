import manifest from '../package.json' with { type: 'json' }

/** This paxx's version. */
export const version = manifest.version
