import { AdminChangeQuery, AdminChangeRead } from '#features/admin-changes/schemas.ts'
<%~ slot('admin.imports') %>
import { type Link, type Resource, resource } from './resource.ts'

/** The tables that the admin looks after, in this order, and what it writes them by. What is not here, it does not know. */
export const resources: Resource[] = [
  <%~ slot('admin.resources') %>
  resource('adminChanges', {
    title: 'Changes',
    read: AdminChangeRead,
    query: AdminChangeQuery,
    label: 'id',
    columns: ['createdAt', 'who', 'action', 'resource', 'rowId'],
  }),
]

/** Whose rows are linked with those of another table, and by what. */
export const links: Link[] = [
  <%~ slot('admin.links') %>
]
