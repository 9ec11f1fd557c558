import type { EnterpriseAnswers } from '@hutang/shared/contract'
import { type EnterpriseKind, kindWords } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { a11y } from '../../a11y/a11y'
import { call } from '../../api/client'
import { Button, Input, Problem, Select } from '../../components'
import { typedDay } from '../../format/policy-answer'
import { goTo } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { enterpriseAnswers, type VisitorAnswers } from '../../store/enterprise-answers'
import { useUser } from '../../store/session'
import { PlaceField } from '../../widgets'

const kinds = (Object.keys(kindWords) as EnterpriseKind[]).map((value) => ({
  value,
  label: kindWords[value],
}))

/** The code, or what was answered. */
type Said = Pick<VisitorAnswers, 'answers'> & { creditCode?: string }

/** 您的企业能享受哪些政策? By the code alone, or by three answers; nothing is kept but on this phone. */
export function AskFirm({ place }: { place: string }) {
  const [byCode, setByCode] = useState(true)
  const user = useUser()
  const ask = useAction(async (_key, firm: Said) => {
    const { creditCode } = firm
    await call('POST /api/package', { body: firm })
    enterpriseAnswers.set({ creditCode: creditCode ?? null, answers: firm.answers, needs: [] })
  })
  return (
    <View className="ask-firm">
      <Text className="ask-firm__title" {...a11y({ role: 'heading', level: 2 })}>
        您的企业能享受哪些政策？
      </Text>
      <Text className="ask-firm__words">企业、个体户、合作社、家庭农场都行。不用登录，一分钟就看到。</Text>
      {byCode ? (
        <ByCode busy={ask.busy} problem={ask.error?.fieldMessage('creditCode')} onAsk={ask.run} />
      ) : (
        <ByAnswers place={place} busy={ask.busy} onAsk={ask.run} />
      )}
      {ask.error?.fieldMessage('creditCode') ? null : <Problem error={ask.error} />}
      <Button kind="quiet" onPress={() => setByCode(!byCode)}>
        {byCode ? '没有代码，或者不记得' : '我有统一社会信用代码'}
      </Button>
      {user ? null : (
        <Button kind="quiet" onPress={() => goTo('login')}>
          以前填过，登录
        </Button>
      )}
    </View>
  )
}

interface FormProps {
  busy: boolean
  onAsk: (firm: Said) => Promise<boolean>
}

function ByCode({ busy, problem, onAsk }: FormProps & { problem: string | undefined }) {
  const [code, setCode] = useState('')
  const creditCode = code.trim()
  return (
    <>
      <Input
        label="统一社会信用代码"
        hint="执照上 18 位的那一行"
        value={code}
        maxLength={24}
        error={problem}
        onChange={setCode}
      />
      <Button
        busy={busy}
        reason={creditCode === '' ? '请填代码' : undefined}
        onPress={() => void onAsk({ creditCode, answers: {} })}
      >
        看我的政策
      </Button>
    </>
  )
}

function ByAnswers({ place, busy, onAsk }: FormProps & { place: string }) {
  const [kind, setKind] = useState<EnterpriseKind>()
  const [where, setWhere] = useState(place)
  const [founded, setFounded] = useState('')
  const [problem, setProblem] = useState<string>()
  const done = () => {
    const answers: EnterpriseAnswers = { region: [where] }
    if (kind) answers.kind = kind
    const day = founded.trim() === '' ? null : typedDay(founded)
    setProblem(day && 'problem' in day ? day.problem : undefined)
    if (day && 'problem' in day) return
    if (day) answers.foundedOn = day.value
    void onAsk({ answers })
  }
  return (
    <>
      <Select label="登记的是哪一种" value={kind} choices={kinds} onChange={setKind} />
      <PlaceField label="在哪里经营" value={where} onChange={setWhere} />
      <Input
        label="哪一天成立"
        hint="照执照写，例如 2021-3-1；不记得可以空着"
        value={founded}
        maxLength={20}
        error={problem}
        onChange={setFounded}
      />
      <Button busy={busy} reason={kind ? undefined : '请选登记的是哪一种'} onPress={done}>
        看我的政策
      </Button>
    </>
  )
}
