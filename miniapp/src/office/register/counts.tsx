import type { RegisterPage } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { Card, Row } from '../../components'
import { Figures } from '../components/figures/figures'

/** For a township above the village: how many, and nobody by name. */
export function Counts({ register: { region, numbers, groups } }: { register: RegisterPage }) {
  return (
    <>
      <Figures
        figures={[
          { name: '户', value: numbers.households },
          { name: '人', value: numbers.people },
          { name: '成员', value: numbers.members },
        ]}
      />
      <Card title={`${region.name}各组`} flush>
        {groups.map(({ name, households, people, members }) => (
          <Row
            key={name}
            title={name || '没有组'}
            detail={`${households} 户，${people} 人，成员 ${members} 人`}
          />
        ))}
      </Card>
      <Text className="register__note">这里只看总数。每一户、每个人由村里自己登记和查看。</Text>
    </>
  )
}
