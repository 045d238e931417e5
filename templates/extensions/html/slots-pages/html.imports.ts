import { sectionsFor } from './sections.ts'
