import fc from 'fast-check'

// In CI the same cases each time, so that a failure is of the change under test; at home others each time, to find more.
if (process.env['CI'] === 'true') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: 20_261_120 })
