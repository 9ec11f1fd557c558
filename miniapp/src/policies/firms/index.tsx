import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import type { Answer } from '../../api/contract'
import { Button, Card, EmptyState, Row } from '../../components'
import { wordOf } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { enterpriseAnswers, hasAnswers } from '../../store/enterprise-answers'
import { useUser } from '../../store/session'
import { Page, SignInGate } from '../../widgets'
import { Add } from './add'
import { Firm } from './firm'
import './firms.scss'
import { Join } from './join'
import { linkTones, nextText } from './words'

type Doing = 'add' | 'join' | undefined

/** 我的企业: those one acts for, those one has asked for, and how to add one. `?invite=`: a colleague's code. */
export default function Firms() {
  const { id, invite } = useRouter().params
  const code = wordOf(invite)
  const user = useUser()
  const held = enterpriseAnswers.use()
  const [chosen, setChosen] = useState(wordOf(id))
  const [again, setAgain] = useState('')
  const [doing, setDoing] = useState<Doing>(code ? 'join' : undefined)
  const screen = useScreen('GET /api/enterprises', user ? {} : null, { kept: false })
  if (!user) return <SignInGate title="我的企业" why="登录后可以把企业放到自己名下，请同事一起管。" />
  const done = (made: string) => {
    setDoing(undefined)
    setChosen(made)
    void screen.reload()
  }
  if (doing === 'add') return <Add code={again} onDone={done} onBack={() => setDoing(undefined)} />
  if (doing === 'join') return <Join code={code} onDone={done} onBack={() => setDoing(undefined)} />
  return (
    <Page
      title="我的企业"
      wide
      screen={screen}
      foot={
        screen.data?.enterprises.length === 0 ? (
          <Button icon="plus" onPress={() => setDoing('add')}>
            添加企业
          </Button>
        ) : undefined
      }
    >
      {({ enterprises }) => {
        const live = enterprises.filter(isLive)
        const shown = live.find((one) => one.id === chosen) ?? (live.length === 1 ? live[0] : undefined)
        return (
          <View className={shown ? 'firms__panes' : 'firms__columns'}>
            <View className="firms__list">
              {hasAnswers(held) ? (
                <Card title="刚才填过一家企业" tone="info">
                  <Row
                    title="把填过的存到您名下"
                    detail="不用再填一遍。镇里核实前，只有您自己看得到。"
                    onPress={() => setDoing('add')}
                  />
                </Card>
              ) : null}
              {enterprises.length === 0 ? (
                <EmptyState
                  icon="building"
                  title="名下还没有企业"
                  detail="填营业执照上的代码就能添加。个体户、合作社、家庭农场都可以。"
                />
              ) : (
                <Listed
                  enterprises={enterprises}
                  chosen={chosen}
                  onChoose={setChosen}
                  onAgain={(code) => {
                    setAgain(code)
                    setDoing('add')
                  }}
                />
              )}
            </View>
            {shown ? <Firm key={shown.id} id={shown.id} onChange={screen.reload} /> : null}
            <Card flush>
              {enterprises.length > 0 ? (
                <Row
                  icon="plus"
                  title="再添加一家企业"
                  detail="填营业执照上的代码"
                  onPress={() => setDoing('add')}
                />
              ) : null}
              <Row
                icon="people"
                title="我有同事给的邀请码"
                detail="填了码就能一起管，不用镇里再核实"
                onPress={() => setDoing('join')}
              />
            </Card>
          </View>
        )
      }}
    </Page>
  )
}

/** Of what was refused there is nothing to see but why. */
const isLive = ({ link: { state } }: { link: { state: string } }): boolean =>
  state === 'asked' || state === 'confirmed'

interface ListedProps {
  enterprises: Answer<'GET /api/enterprises'>['enterprises']
  chosen: string
  onChoose: (id: string) => void
  /** Asks once more for what was refused, by its code. */
  onAgain: (code: string) => void
}

/** One alone is shown at once; of several one is chosen. */
function Listed({ enterprises, chosen, onChoose, onAgain }: ListedProps) {
  if (enterprises.length === 1 && enterprises.every(isLive)) return null
  return (
    <Card flush>
      {enterprises.map((one) => (
        <Row
          key={one.id}
          icon={one.id === chosen ? 'check' : 'building'}
          title={one.name}
          detail={nextText(one)}
          tag={{ text: one.link.stateText, tone: linkTones[one.link.state] }}
          onPress={isLive(one) ? () => onChoose(one.id) : undefined}
        >
          {isLive(one) ? undefined : (
            <Button kind="secondary" inline label={one.name} onPress={() => onAgain(one.creditCode ?? '')}>
              再申请一次
            </Button>
          )}
        </Row>
      ))}
    </Card>
  )
}
