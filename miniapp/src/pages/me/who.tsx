import type { User } from '@hutang/shared/contract'
import { Text, View } from '@tarojs/components'
import { useState } from 'react'
import type { Answer } from '../../api/contract'
import { Button, Card, Tag } from '../../components'
import { goTo } from '../../hooks/navigation'
import './me.scss'
import { Rename } from './rename'

type MeData = Answer<'GET /api/screens/me'>

interface WhoProps {
  me: MeData
  onRename: (user: User) => void
}

/** Who is signed in, their roles, and whether they are verified. */
export function Who({ me, onRename }: WhoProps) {
  const { user } = me
  const [renaming, setRenaming] = useState(false)
  if (!user) {
    return (
      <Card title="还没有登录">
        <Text className="me-line">
          不登录也能看公开的内容。登录后可以订阅、收消息，认证后能看与您家有关的。
        </Text>
        <Button onPress={() => goTo('login')}>登录</Button>
      </Card>
    )
  }
  return (
    <Card
      title={user.name}
      aside={
        <Button kind="quiet" inline label="改称呼" onPress={() => setRenaming(true)}>
          改称呼
        </Button>
      }
    >
      <View className="me-tags">
        {user.verified ? <Tag tone="good">已认证村民</Tag> : <Tag tone="soon">还没有认证</Tag>}
        {user.roles.map(({ role, roleText, region }) => (
          <Tag key={`${role}${region.code}`} tone="info">{`${region.name} ${roleText}`}</Tag>
        ))}
        {user.enterprises.map(({ name }) => (
          <Tag key={name} tone="plain">
            {name}
          </Tag>
        ))}
      </View>
      {user.residence ? (
        <>
          <Text className="me-line">
            {user.residence.region.name} {user.residence.group}
          </Text>
          <Text className="me-line">户号 {user.residence.householdCode}</Text>
        </>
      ) : (
        <Unverified claims={me.claims} />
      )}
      {renaming ? (
        <Rename
          name={user.name}
          onDone={(renamed) => {
            setRenaming(false)
            if (renamed) onRename(renamed)
          }}
        />
      ) : null}
    </Card>
  )
}

function Unverified({ claims }: { claims: MeData['claims'] }) {
  const open = claims.find(({ state }) => state === 'open')
  return (
    <>
      <Text className="me-line">
        {open
          ? `认证正在办：${open.region.name} 户号 ${open.householdCode}`
          : '认证后，能看本村和您家的内容。'}
      </Text>
      <Button kind="secondary" onPress={() => goTo('verify')}>
        {open ? '接着认证' : '认证本村村民'}
      </Button>
    </>
  )
}
