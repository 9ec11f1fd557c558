import type { RegisterPerson } from '@hutang/shared/contract'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, Card, EmptyState, Row } from '../../components'
import { personLine } from '../words'
import type { HouseholdPart } from './part'
import { PersonDialog } from './person-dialog'
import { type Coming, PersonForm } from './person-form'

/** The people of a household; a tap opens one. */
export function PeopleCard(part: HouseholdPart) {
  const { household } = part.page
  const [shown, setShown] = useState<string>()
  const [coming, setComing] = useState<Coming>()
  const person = household.people.find(({ id }) => id === shown)
  return (
    <Card title={`家里人 ${household.people.length}`} flush>
      {household.people.length === 0 ? (
        <EmptyState icon="people" title="没有登记的人" detail="点“迁入”或“出生”，登记第一个人。" />
      ) : null}
      {household.people.map((one) => (
        <Row
          key={one.id}
          title={one.name}
          detail={personLine(one.isHead ? { ...one, relation: null } : one) || '还没有写关系、性别、出生年份'}
          tag={tagOf(one)}
          hint="点开可以改，或登记去世、迁出"
          onPress={() => setShown(one.id)}
        />
      ))}
      {household.ended ? null : (
        <View className="people__tools people__tools--inset">
          <Button kind="secondary" icon="plus" inline onPress={() => setComing('birth')}>
            出生
          </Button>
          <Button kind="secondary" icon="plus" inline onPress={() => setComing('movedIn')}>
            迁入
          </Button>
        </View>
      )}
      {person ? (
        <PersonDialog key={person.id} {...part} person={person} onClose={() => setShown(undefined)} />
      ) : null}
      {coming ? <PersonForm {...part} coming={coming} onClose={() => setComing(undefined)} /> : null}
    </Card>
  )
}

const tagOf = ({ isHead, verified }: RegisterPerson) => {
  if (isHead) return { text: '户主', tone: 'info', icon: 'house' } as const
  return verified ? ({ text: '已认证', tone: 'good' } as const) : undefined
}
