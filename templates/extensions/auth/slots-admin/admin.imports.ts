import { sessionsResource, usersResource } from '#features/users/admin.ts'
