/** What a process of the service does (docs/adr/0027-push-for-everyone.md, Roles). */
export const roles = ['web', 'worker', 'scheduler', 'db'] as const
export type Role = (typeof roles)[number]
