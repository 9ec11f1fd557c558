import type { Item } from '@hutang/shared/contract'
import { Card, Elements } from '../../components'
import { audienceText } from '../../format/words'

/** What the catalogue requires: what to publish, when, by whom, where, for whom, and on what legal basis. */
export function Facts({ item }: { item: Item }) {
  const facts = [
    { name: '应当公开什么', text: item.elements.map((element) => `· ${element}`).join('\n') },
    { name: '什么时候公开', text: item.timeLimit },
    { name: '多久一次', text: item.frequencyText },
    { name: '谁来公开', text: item.body },
    { name: '在哪里公开', text: item.channels.join('、') },
    { name: '谁能看', text: whoMayRead(item) },
    { name: '依据', text: item.basis },
  ]
  if (item.alias) facts.unshift({ name: '也叫', text: item.alias })
  if (item.added) {
    facts.push({ name: '本地增加的事项', text: `${item.added.reason}\n依据：${item.added.basis}` })
  }
  if (item.source === 'reconstructed') {
    facts.push({ name: '说明', text: '这一项的要求是按法规整理的，以村里正式目录为准。' })
  }
  return (
    <Card title="公开要求">
      <Elements items={facts} />
    </Card>
  )
}

function whoMayRead({ audience, summaryAudience, personalData }: Item): string {
  const lines = [audienceText[audience]]
  if (audience === 'household') lines.push(`汇总数：${audienceText[summaryAudience]}`)
  if (personalData) lines.push('涉及个人信息，只公开必需的内容')
  return lines.join('\n')
}
