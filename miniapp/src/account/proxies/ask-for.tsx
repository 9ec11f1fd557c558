import { View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { Button, Input, Problem, RadioGroup, Row, Section, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { useRegion } from '../../hooks/use-region'
import { useScreen } from '../../hooks/use-screen'
import { RegionPicker } from '../../widgets'

type By = 'code' | 'name'

const ways = [
  { value: 'code', label: '知道户号' },
  { value: 'name', label: '知道姓名和手机后四位' },
] as const

/** Asks for a household. Whether the register knows it is not told here. */
export function AskFor({ onAsked }: { onAsked: () => void }) {
  const [by, setBy] = useState<By>('code')
  const [code, setCode] = useState('')
  const [name, setName] = useState('')
  const [tail, setTail] = useState('')
  const [relation, setRelation] = useState('')
  const [picking, setPicking] = useState(false)
  const region = useRegion()
  const place = useScreen('GET /api/regions/:code', region === null ? null : { params: { code: region } })
  const ask = useAction(async (_key, to: string) => {
    const whom = by === 'code' ? { householdCode: code } : { name, phoneTail: tail }
    await call('POST /api/me/proxies', { body: { region: to, relation, ...whom } })
    setCode('')
    setName('')
    setTail('')
    toast('提出了，他家或村里同意后就能收到')
    onAsked()
  })
  const whom = by === 'code' ? code.trim() !== '' : name.trim() !== '' && /^\d{4}$/.test(tail)
  const missing =
    region === null
      ? '请先选村'
      : whom
        ? relation.trim()
          ? undefined
          : '请填您是他家什么人'
        : '请填是哪一户'
  const field = ask.error?.fieldMessage
  return (
    <Section title="他不在身边：请他家或村里同意">
      <Row
        icon="home"
        title={place.data ? `他家在${place.data.region.name}` : '他家在哪个村'}
        value="换"
        onPress={() => setPicking(true)}
      />
      <View className="proxies__form">
        <RadioGroup label="他家是哪一户" value={by} choices={ways} onChange={setBy} />
        {by === 'code' ? (
          <Input
            label="户号"
            hint="写在村里发的单子上，例：HT-15-002"
            maxLength={40}
            value={code}
            onChange={setCode}
            error={field?.('householdCode')}
          />
        ) : (
          <>
            <Input label="姓名" maxLength={40} value={name} onChange={setName} error={field?.('name')} />
            <Input
              label="手机后四位"
              type="number"
              maxLength={4}
              value={tail}
              onChange={setTail}
              error={field?.('phoneTail')}
            />
          </>
        )}
        <Input
          label="您是他家什么人"
          hint="例：女儿、侄子"
          maxLength={20}
          value={relation}
          onChange={setRelation}
          error={field?.('relation')}
        />
        <Problem error={ask.error} />
        <Button busy={ask.busy} reason={missing} onPress={() => region !== null && void ask.run(region)}>
          请他家同意
        </Button>
      </View>
      <RegionPicker open={picking} onClose={() => setPicking(false)} />
    </Section>
  )
}
