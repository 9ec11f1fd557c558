import { enterpriseKinds, kindWords, policyField } from '@hutang/shared/rules'
import { Text } from '@tarojs/components'
import { Elements, Input, Select } from '../../components'
import { plainDay } from '../../format/date'
import { PlaceField } from '../../widgets/place-field/place-field'
import { FactField } from './fact-field'
import { Industries } from './industries'
import type { StepProps } from './step.types'

const kinds = enterpriseKinds.map((value) => ({ value, label: kindWords[value] }))

/** Kind, place, industries and founding: what the county's register says is only shown. */
export function Basics({ firm, profile, change, answer, wrong }: StepProps) {
  const { registered } = firm
  const founded = policyField('enterprise', 'foundedOn')
  const fixed = registered
    ? [
        { name: '名称', text: profile.name },
        ...(firm.kind ? [{ name: '类型', text: kindWords[firm.kind] }] : []),
        ...(firm.profile.foundedOn ? [{ name: '成立', text: plainDay(firm.profile.foundedOn) }] : []),
      ]
    : []
  return (
    <>
      {registered ? (
        <>
          <Elements items={fixed} />
          <Text className="profile__note">上面几项以登记为准，登记变了会自动更新。</Text>
        </>
      ) : (
        <Input
          label="名称"
          value={profile.name}
          maxLength={80}
          error={wrong('name')}
          onChange={(name) => (name.trim() === '' ? undefined : change({ name }))}
        />
      )}
      {registered && firm.kind ? null : (
        <Select
          label="登记的是哪一种"
          value={profile.kind ?? undefined}
          choices={kinds}
          placeholder="不清楚"
          error={wrong('kind')}
          onChange={(kind) => change({ kind })}
        />
      )}
      <PlaceField
        label="在哪里经营"
        value={profile.region ?? undefined}
        error={wrong('region')}
        onChange={(region) => change({ region })}
      />
      <Industries
        codes={profile.industries ?? []}
        error={wrong('industry')}
        onChange={(industries) => change({ industries: industries.length > 0 ? industries : null })}
      />
      {founded && !(registered && firm.profile.foundedOn) ? (
        <FactField
          field={founded}
          value={profile.foundedOn}
          error={wrong('foundedOn')}
          onChange={(value) => answer({ foundedOn: value })}
        />
      ) : null}
    </>
  )
}
