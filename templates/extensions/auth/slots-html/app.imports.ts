import { signInPages, signOutPage } from '#features/auth/pages.ts'
