import { needs, needWords } from '@hutang/shared/rules'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { type Scope, sameScope, subscribe } from '../../api/subscriptions'
import { Button, Card, Dialog, Fold, Input, Problem, Row, Switch, toast } from '../../components'
import { followedText } from '../../format/words'
import { goTo } from '../../hooks/navigation'
import { useAction } from '../../hooks/use-action'
import { useUser } from '../../store/session'
import { IndustryList } from '../../widgets'
import type { ChangeData, SubscriptionsData } from './data'
import { Line } from './line'
import type { Put } from './use-put'

type Topic = NonNullable<Scope['policy']>

interface PoliciesProps {
  data: SubscriptionsData
  put: Put
  onChange: ChangeData
}

/** 政策: what is picked for one's own enterprise, and what else is followed by need, industry or office. */
export function Policies({ data, put, onChange }: PoliciesProps) {
  const { region, above, subscriptions } = data
  // Policies are made by the county and its townships.
  const place = above[0] ?? region
  const scopeOf = (policy: Topic): Scope => ({ region: place.code, below: true, policy })
  const save = useAction(async (_key, policy: Topic) => {
    const scope = scopeOf(policy)
    const followed = await subscribe(scope, true)
    onChange((old) => ({ ...old, ...followed }))
    const made = followed.subscriptions.find((one) => sameScope(one, scope))
    toast(followedText(made?.label ?? '政策', followed.when))
  })
  const line = (policy: Topic, name: string) =>
    subscriptions.some((one) => sameScope(one, scopeOf(policy))) ? null : (
      <Line key={name} name={name} action="订阅" busy={save.busy} onPress={() => void save.run(policy)} />
    )
  return (
    <>
      <Personal data={data} put={put} />
      <Fold title="订政策" note="按缺什么、按行业、按部门" flush>
        <Problem error={save.error} />
        {line({}, `${place.name}全部政策`)}
        {needs.map((need) => line({ need }, `${needWords[need]}方面的政策`))}
        <ByIndustry busy={save.busy} onChoose={(industry) => void save.run({ industry })} />
        <ByOffice busy={save.busy} onChoose={(office) => save.run({ office })} />
      </Fold>
    </>
  )
}

/** 个人信息保护法第二十四条: whoever does not want to be picked out says so here, and why they are stands beside it. */
function Personal({ data, put }: Pick<PoliciesProps, 'data' | 'put'>) {
  const firms = useUser()?.enterprises ?? []
  if (firms.length === 0) return null
  const on = data.preferences.personal !== false
  return (
    <Card title="我的政策包" flush>
      <Problem error={put.errorOf('personal')} />
      {firms.map(({ id, name }) => (
        <Row key={id} icon="policy" title={name} onPress={() => goTo('policies')} />
      ))}
      <View className="follow-switch">
        <Switch
          label="按我的企业推送政策"
          detail={
            on
              ? '拿您填的企业资料和政策条件对一对，符合的、要截止的告诉您。不给别人，也不用来做别的'
              : '不再拿企业资料挑政策告诉您。政策包照样能看，自己订的照常提醒'
          }
          on={on}
          onChange={(personal) => put({ personal })}
        />
      </View>
    </Card>
  )
}

function ByIndustry({ busy, onChoose }: { busy: boolean; onChoose: (code: string) => void }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Row
        icon="leaf"
        title="订一个行业的政策"
        detail="例如：蔬菜、民宿、零售"
        onPress={busy ? undefined : () => setOpen(true)}
      />
      <Dialog open={open} title="哪个行业" onClose={() => setOpen(false)}>
        <IndustryList
          onChoose={({ code }) => {
            setOpen(false)
            onChoose(code)
          }}
        />
      </Dialog>
    </>
  )
}

function ByOffice({ busy, onChoose }: { busy: boolean; onChoose: (office: string) => Promise<boolean> }) {
  const [office, setOffice] = useState('')
  const wanted = office.trim()
  const run = async () => {
    if (await onChoose(wanted)) setOffice('')
  }
  return (
    <View className="follow-word">
      <Input
        label="订一个部门发的政策"
        hint="例如：农业农村委员会"
        value={office}
        maxLength={60}
        onChange={setOffice}
      />
      <Button
        kind="secondary"
        busy={busy}
        reason={wanted.length < 2 ? '至少两个字' : undefined}
        onPress={() => void run()}
      >
        订这个部门
      </Button>
    </View>
  )
}
