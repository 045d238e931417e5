import { asset } from '../assets/assets.ts'
