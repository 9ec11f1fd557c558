import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Button, Card, Problem, Textarea, toast } from '../../components'
import { useAction } from '../../hooks/use-action'

type Seen = Answer<'POST /api/regions'>['regions']

/** More places, or other offices, by a table: looked at first. */
export function MoreCard({ onDone }: { onDone: () => Promise<void> }) {
  const [text, setText] = useState('')
  const [seen, setSeen] = useState<Seen>()
  const look = useAction(async () => {
    setSeen((await call('POST /api/regions', { body: { text, look: true } })).regions)
  })
  const write = useAction(async () => {
    await call('POST /api/regions', { body: { text } })
    toast('登记好了')
    setText('')
    setSeen(undefined)
    await onDone()
  })
  const change = (next: string) => {
    setText(next)
    setSeen(undefined)
  }
  const names = (what: Seen[number]['what']) =>
    (seen ?? []).flatMap((one) => (one.what === what ? [one.name] : []))
  const lines = [
    { name: '新登记', found: names('new') },
    { name: '改办公室', found: names('changed') },
  ].filter(({ found }) => found.length > 0)
  return (
    <Card title="加村镇，或一起改办公室">
      <Text className="places__line">
        粘贴村镇表（区划代码、名称、办公室名称、电话、地址、办公时间）。已有的只改填了的，没填的照旧；撤并的村先留着，公开过的还要查。
      </Text>
      <Textarea label="村镇表" maxLength={300_000} keepsHeight value={text} onChange={change} />
      {lines.map(({ name, found }) => (
        <Text key={name} className="places__line">{`${name} ${found.length} 个：${found.join('、')}`}</Text>
      ))}
      {seen && lines.length === 0 ? <Text className="places__line">和登记的一样，没有要改的。</Text> : null}
      <Problem error={look.error ?? write.error} />
      {seen && lines.length > 0 ? (
        <Button busy={write.busy} onPress={() => void write.run()}>
          登记
        </Button>
      ) : (
        <Button
          kind="secondary"
          busy={look.busy}
          reason={text.trim() === '' ? '请先粘贴村镇表' : undefined}
          onPress={() => void look.run()}
        >
          看一看
        </Button>
      )}
    </Card>
  )
}
