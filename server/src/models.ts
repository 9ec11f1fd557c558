import type { Connection } from 'mongoose'
import { identityModels } from './features/identity/identity.model'
import { noticeModels } from './features/notices/notices.model'
import { pushModels } from './features/push/push.model'
import { regionModels } from './features/regions/regions.model'
import { systemModels } from './features/system/system.model'

/** Every collection of the application, on one connection. */
export const createModels = (db: Connection) => ({
  ...regionModels(db),
  ...identityModels(db),
  ...noticeModels(db),
  ...pushModels(db),
  ...systemModels(db),
})

export type Models = ReturnType<typeof createModels>

/** Creates every collection and index; nothing is served before this is done. */
export async function initModels(models: Models): Promise<void> {
  await Promise.all(Object.values(models).map((model) => (model as { init(): Promise<unknown> }).init()))
}
