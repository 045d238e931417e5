import { tellOldAddress } from '#features/users/jobs.ts'
