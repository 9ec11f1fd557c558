export default definePageConfig({ navigationBarTitleText: '补录老公示' })
