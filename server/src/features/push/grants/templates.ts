import type { ExpectedTemplate } from '../../../channels/wechat'
import type { Deps } from '../../../deps'
import { wechatTemplates } from '../../catalogue'

/** The templates of config/templates/wechat.json under the ids of this installation; the first is for what is published. */
export function ownTemplates({ config }: Pick<Deps, 'config'>): [ExpectedTemplate, ExpectedTemplate] {
  const { published, emergency } = wechatTemplates()
  const ids = config.wechat.templates
  return [
    { ...published, templateId: ids.published },
    { ...emergency, templateId: ids.emergency },
  ]
}

export function templateOf(deps: Pick<Deps, 'config'>, templateId: string | null): ExpectedTemplate {
  const [published, emergency] = ownTemplates(deps)
  return templateId === emergency.templateId ? emergency : published
}

/** Ids of the templates whose grants are not spent by a message (长期). */
export const longTemplates = (deps: Pick<Deps, 'config'>): ReadonlySet<string> =>
  new Set(ownTemplates(deps).flatMap(({ kind, templateId }) => (kind === 'long' ? templateId : [])))
