import type { TemplateField } from './fields'

/** A template as config/templates/wechat.json has it, under the id of this installation. */
export interface ExpectedTemplate {
  templateId: string
  title: string
  kind: 'once' | 'long'
  fields: readonly TemplateField[]
}

/** A template of this mini-program (我的模板), as the vendor lists it. */
export interface VendorTemplate {
  templateId: string
  kind: 'once' | 'long'
  /** A line for each field, such as `事项:{{thing1.DATA}}`; empty for some newer templates. */
  content: string
}

const file = 'config/templates/wechat.json'

/** What the vendor would refuse of our messages, one sentence each; empty when all agrees. */
export const templateFaults = (
  expected: readonly ExpectedTemplate[],
  found: readonly VendorTemplate[],
): string[] =>
  expected.flatMap((ours) => {
    const theirs = found.find(({ templateId }) => templateId === ours.templateId)
    return theirs
      ? [...kindFaults(ours, theirs), ...fieldFaults(ours, theirs)]
      : [
          `公众平台的“我的模板”里没有“${ours.title}”（id ${ours.templateId}）：请核对 WECHAT_TEMPLATE_* 里的 id。`,
        ]
  })

function kindFaults(ours: ExpectedTemplate, theirs: VendorTemplate): string[] {
  if (ours.kind === theirs.kind) return []
  const word = { once: '一次性订阅', long: '长期订阅' }
  return [`“${ours.title}”在公众平台上是${word[theirs.kind]}，${file} 写的是${word[ours.kind]}。`]
}

function fieldFaults(ours: ExpectedTemplate, theirs: VendorTemplate): string[] {
  const names = new Map(
    [...theirs.content.matchAll(/([^\n:：]*)[:：]?\{\{(\w+)\.DATA\}\}/g)].map(([, name = '', key = '']) => [
      key,
      name.trim(),
    ]),
  )
  // Nothing can be compared with a template that does not tell its fields.
  if (names.size === 0) return []
  const own = new Set(ours.fields.map(({ key }) => key))
  const unknown = [...names]
    .filter(([key]) => !own.has(key))
    .map(([key, name]) => `“${ours.title}”要填 ${key}（${name}），${file} 里没有：微信会拒收每一条。`)
  const others = ours.fields.flatMap(({ key, name }) => {
    const called = names.get(key)
    if (called === undefined) return [`“${ours.title}”没有 ${key}（${name}）这个字段，${file} 却写了它。`]
    return called === name
      ? []
      : [
          `“${ours.title}”的 ${key} 在公众平台上叫“${called}”，${file} 写的是“${name}”：请核对有没有填错位置。`,
        ]
  })
  return [...unknown, ...others]
}
