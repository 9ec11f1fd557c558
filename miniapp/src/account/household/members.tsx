import type { HouseholdView } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import { Button, Card, Row } from '../../components'
import { dayText } from '../../format/date'
import { Dispute, type Suspect } from './dispute'
import './household.scss'

interface MembersProps {
  home: HouseholdView
  own: string
  onChanged: () => void
}

/** The members of the household, each with the WeChat accounts that are verified as them (不是我 removes one). */
export function Members({ home, own, onChanged }: MembersProps) {
  const [asked, setAsked] = useState<Suspect>()
  return (
    <Card title="家里人" flush>
      {home.members.map(({ resident, name, me, memberOf, accounts }) => (
        <Row
          key={resident}
          icon="person"
          title={me ? `${name}（我）` : name}
          note={memberOf ? '集体经济组织成员' : undefined}
          detail={accounts.length === 0 ? '还没有认证' : undefined}
        >
          {accounts.length === 0
            ? undefined
            : accounts.map(({ account, since }) => (
                <Account
                  key={account}
                  mine={account === own}
                  since={since}
                  onDispute={() => setAsked({ account, name, since })}
                />
              ))}
        </Row>
      ))}
      {asked ? (
        <Dispute
          suspect={asked}
          onClose={() => setAsked(undefined)}
          onDone={() => {
            setAsked(undefined)
            onChanged()
          }}
        />
      ) : null}
    </Card>
  )
}

function Account({ mine, since, onDispute }: { mine: boolean; since: string; onDispute: () => void }) {
  const words = `${mine ? '您现在登录的微信' : '一个微信'}，${dayText(since)}认证`
  return (
    <View className="household-account">
      <Text className="household-account__words">{words}</Text>
      {mine ? null : (
        <Button kind="secondary" inline label={`不是我：${words}`} onPress={onDispute}>
          不是我
        </Button>
      )}
    </View>
  )
}
