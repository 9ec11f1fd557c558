import {
  creditCodeProblem,
  type EnterpriseKind,
  enterpriseKinds,
  kindWords,
  plainCreditCode,
} from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../api/client'
import { ApiError } from '../../api/errors'
import { Button, Card, Input, Problem, Select, toast } from '../../components'
import { useAction } from '../../hooks/use-action'
import { enterpriseAnswers } from '../../store/enterprise-answers'
import { region as chosenRegion } from '../../store/region'
import { Page } from '../../widgets'
import { carryOver } from '../../widgets/keep-firm/carry-over'
import { PlaceField } from '../../widgets/place-field/place-field'

interface AddProps {
  /** Of what was refused before. */
  code: string
  onDone: (id: string) => void
  onBack: () => void
}

const kinds = enterpriseKinds.map((value) => ({ value, label: kindWords[value] }))
const whole = 18

/** By its code; what the county's register does not have is said by whoever adds it. */
export function Add({ code: given, onDone, onBack }: AddProps) {
  const held = enterpriseAnswers.use()
  const [code, setCode] = useState(given || (held.creditCode ?? ''))
  const [without, setWithout] = useState(false)
  const [unlisted, setUnlisted] = useState(false)
  const [name, setName] = useState('')
  const [kind, setKind] = useState<EnterpriseKind>()
  const [region, setRegion] = useState(chosenRegion.get() ?? undefined)
  const typed = plainCreditCode(code)
  const problem = typed.length >= whole || /[^0-9A-HJ-NPQRTUWXY]/.test(typed) ? creditCodeProblem(code) : null
  const more = without || unlisted
  const add = useAction(async () => {
    try {
      const made = await call('POST /api/enterprises', {
        body: {
          ...(without ? {} : { creditCode: typed }),
          ...(more ? { name: name.trim(), ...(kind ? { kind } : {}), ...(region ? { region } : {}) } : {}),
        },
      })
      await carryOver(made, held)
      enterpriseAnswers.clear()
      toast('添加好了，等镇里核实')
      onDone(made.id)
    } catch (failure) {
      if (!more && failure instanceof ApiError && failure.fieldMessage('name')) return setUnlisted(true)
      throw failure
    }
  })
  const reason = without
    ? name.trim() === ''
      ? '请填名称'
      : undefined
    : typed.length < whole
      ? `还差 ${whole - typed.length} 位`
      : problem !== null
        ? '代码还不对'
        : unlisted && name.trim() === ''
          ? '请填名称'
          : undefined
  return (
    <Page
      title="添加企业"
      foot={
        <>
          <Button busy={add.busy} reason={reason} onPress={() => void add.run()}>
            是我的企业，添加
          </Button>
          <Button kind="quiet" onPress={onBack}>
            先不添加
          </Button>
        </>
      }
    >
      <Card>
        {without ? null : (
          <Input
            label="统一社会信用代码"
            hint="营业执照右上角，18 位"
            maxLength={24}
            value={code}
            error={problem ?? add.error?.fieldMessage('creditCode')}
            onChange={(next) => {
              setCode(next)
              setUnlisted(false)
            }}
          />
        )}
        {typed.length >= whole && problem === null && !without && !unlisted ? (
          <Text className="firms__good">代码核对过，没有写错。</Text>
        ) : null}
        {unlisted ? (
          <Text className="firms__unlisted">区里的名录里没有这个代码，请再填下面几项，由镇里核实。</Text>
        ) : null}
        {more ? (
          <>
            <Input
              label="名称"
              hint="照执照上写"
              maxLength={80}
              value={name}
              error={add.error?.fieldMessage('name')}
              onChange={setName}
            />
            <Select label="类型" value={kind} choices={kinds} placeholder="不清楚" onChange={setKind} />
            <PlaceField
              label="在哪里经营"
              value={region}
              error={add.error?.fieldMessage('region')}
              onChange={setRegion}
            />
          </>
        ) : null}
        <Problem error={add.error} />
        <Button kind="quiet" onPress={() => setWithout(!without)}>
          {without ? '有代码，按代码添加' : '还没有代码'}
        </Button>
      </Card>
      <Text className="firms__note">
        镇里会核对您和这家企业的关系，请带好营业执照。核实前，您填的只有您自己看得到。
      </Text>
    </Page>
  )
}
