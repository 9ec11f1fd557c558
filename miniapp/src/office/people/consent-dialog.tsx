import { type ConsentKind, consentName, consentSigned, consentSlipDays } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import type { Answer } from '../../api/contract'
import { Button, Checkbox, Dialog, Problem, RadioGroup } from '../../components'
import { momentText } from '../../format/date'
import { useAction } from '../../hooks/use-action'
import type { OfPerson } from './of-person'

type Slip = Answer<'POST /api/regions/:code/consent-slips'>

const choices = [
  { value: 'household', label: consentName.household },
  { value: 'person', label: consentName.person },
] as const satisfies readonly { value: ConsentKind; label: string }[]

/** For who has no phone: what they sign is read to them first, then a code on paper for the family. */
export function ConsentDialog({ region, person, onClose }: Pick<OfPerson, 'region' | 'person' | 'onClose'>) {
  const [covers, setCovers] = useState<ConsentKind>('household')
  const [written, setWritten] = useState(false)
  const [slip, setSlip] = useState<Slip>()
  const issue = useAction(async () => {
    const body = { person: person.id, covers, written: true as const }
    setSlip(await call('POST /api/regions/:code/consent-slips', { params: { code: region }, body }))
  })
  const choose = (next: ConsentKind) => {
    setCovers(next)
    setWritten(false)
  }
  if (slip) return <ConsentSlip slip={slip} onClose={onClose} />
  return (
    <Dialog
      open
      title={`${person.name}：让家人替他看`}
      onClose={onClose}
      actions={
        <Button
          busy={issue.busy}
          reason={written ? undefined : '他签了字再开'}
          onPress={() => void issue.run()}
        >
          开授权纸条
        </Button>
      }
    >
      <Text className="people__line">给不用手机的人。把下面的话念给他听，他愿意，就写在纸上签字。</Text>
      <RadioGroup label="让家人看什么" value={covers} choices={choices} onChange={choose} />
      <Text className="people__signed">{consentSigned(person.name, covers)}</Text>
      <Checkbox label="念给他听了，他已签字" checked={written} onChange={setWritten} />
      <Text className="people__note">签字的纸由村里收好。谁开的纸条、什么时候开的，会留下记录。</Text>
      <Problem error={issue.error} />
    </Dialog>
  )
}

/** The paper that is carried home; when printed, it is alone on the sheet. */
function ConsentSlip({ slip, onClose }: { slip: Slip; onClose: () => void }) {
  const print = process.env.TARO_ENV === 'h5' ? () => window.print() : undefined
  return (
    <Dialog
      open
      title="授权纸条"
      onClose={onClose}
      actions={
        <>
          {print ? <Button onPress={print}>打印</Button> : null}
          <Button kind={print ? 'secondary' : 'primary'} onPress={onClose}>
            已经交给他
          </Button>
        </>
      }
    >
      <View className="consent-slip">
        <Text className="consent-slip__code" userSelect>
          {slip.code}
        </Text>
        <Text className="consent-slip__line">{`${momentText(slip.expiresAt)} 前有效，只能用一次`}</Text>
        <Text className="consent-slip__line">
          家里人在自己手机上打开“我的 → 让家人看、替家人看”，填上面的号码。
        </Text>
        <Text className="consent-slip__line">{consentSigned(slip.name, slip.covers)}</Text>
      </View>
      <Text className="people__note">{`号码只显示这一次，${consentSlipDays} 天内填；再开一张，这张就不能用了。`}</Text>
    </Dialog>
  )
}
