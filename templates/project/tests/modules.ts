import { vi } from 'vitest'

// What a module of the project remembers, or is mocked as, ends with the test file. Packages stay loaded.
vi.resetModules()
