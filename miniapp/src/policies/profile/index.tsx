import { shanghaiDate } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button, Card, Problem, Progress, Tabs, Tag } from '../../components'
import { useDesk } from '../../components/table/use-desk'
import { clock } from '../../format/clock'
import { goToPolicies, wordOf } from '../../hooks/navigation'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { Basics } from './basics'
import { Facts } from './facts'
import './profile.scss'
import { Qualifications } from './qualifications'
import { Received } from './received'
import { Size } from './size'
import type { StepProps } from './step.types'
import { StepList } from './step-list'
import { begun, firstOpen, type StepName, shortTitles, stepNames, stepTitles } from './steps'
import { type Profile, useProfile } from './use-profile'
import { Wishes } from './wishes'

const parts: Record<StepName, (props: StepProps) => JSX.Element> = {
  basics: Basics,
  size: Size,
  facts: Facts,
  qualifications: Qualifications,
  wishes: Wishes,
  received: Received,
}

/** In CSS pixels; the same as `$two-panes` of the tokens. */
const twoPanes = 1000

/** 一企一档: filled in a step at a time, saved as it is typed; what is not known may stay so. */
export default function ProfilePage() {
  const { id, step: asked } = useRouter().params
  const user = useUser()
  const day = shanghaiDate(new Date(clock.now()))
  const held = useProfile(user ? wordOf(id) : '', day)
  const desk = useDesk(twoPanes)
  const [chosen, setChosen] = useState<StepName | undefined>(stepNames.find((one) => one === asked))
  if (!user) return <SignInGate title="企业档案" why="登录后，填好的企业档案一直在，不用再填。" />
  const { profile, screen } = held
  const step = chosen ?? (profile ? firstOpen(profile, day) : 'basics')
  const at = stepNames.indexOf(step)
  const next = stepNames[at + 1]
  const go = async () => {
    const done = await held.save()
    if (!done && !held.error?.offline) return
    if (next) setChosen(next)
    else goToPolicies('package', { id: wordOf(id) })
  }
  return (
    <Page
      title="企业档案"
      wide
      screen={screen}
      foot={
        screen.data ? (
          <Button busy={held.state === 'saving'} onPress={() => void go()}>
            {next ? '下一步' : '填好了，看能享受什么'}
          </Button>
        ) : undefined
      }
    >
      {(firm) => (
        <View className="profile">
          <View className="profile__side">
            <Text className="profile__name">{firm.name}</Text>
            <View className="profile__state">
              <Tag tone={firm.link.state === 'confirmed' ? 'good' : 'soon'}>{firm.link.stateText}</Tag>
              <Saved held={held} />
            </View>
            <Progress words="填了" done={profile ? begun(profile, day) : 0} of={stepNames.length} />
            {!profile ? null : desk ? (
              <StepList profile={profile} day={day} current={step} onChoose={setChosen} />
            ) : (
              <Tabs
                label="填哪一块"
                tabs={stepNames.map((id) => ({ id, name: shortTitles[id] }))}
                current={step}
                onChange={setChosen}
              />
            )}
          </View>
          <View className="profile__main">
            <Problem error={held.error} />
            {profile ? (
              <Card title={`${at + 1}. ${stepTitles[step]}`}>
                {at === 0 ? (
                  <Text className="profile__note">不清楚的都可以空着，以后再填。三分钟就够。</Text>
                ) : null}
                <Step key={step} name={step} firm={firm} profile={profile} day={day} held={held} />
              </Card>
            ) : null}
          </View>
        </View>
      )}
    </Page>
  )
}

interface StepView extends Pick<StepProps, 'firm' | 'profile' | 'day'> {
  name: StepName
  held: Profile
}

function Step({ name, held, ...rest }: StepView) {
  const Part = parts[name]
  const wrong = (field: string) =>
    held.error?.fieldMessage(`answers.${field}`) ?? held.error?.fieldMessage(`profile.${field}`)
  return <Part {...rest} change={held.change} answer={held.answer} wrong={wrong} />
}

/** Whether what is seen here is safe. */
function Saved({ held: { state, error } }: { held: Profile }) {
  const words =
    state === 'saved'
      ? '已保存'
      : state === 'saving'
        ? '正在保存…'
        : error?.offline
          ? '没有网络，先留在手机上'
          : error
            ? '还没保存，请看下面'
            : '马上保存'
  return <Text className="profile__saved">{words}</Text>
}
