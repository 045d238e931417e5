import { <%= singular %>Relations } from '#features/<%= kebab %>/relations.ts'
import { <%= linkService %> } from '#features/<%= kebab %>/services.ts'
