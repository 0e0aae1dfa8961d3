"""The words that the articles and feeds of all corpora are made of."""

WORDS = """
able about above account across action address after again against agree almost along already although always among
amount answer appear apply arrange article autumn average balance basket because become before begin behind believe
below beside better between beyond bicycle board borrow bottom branch bread bridge bright bring brother brown build
butter calm candle carbon careful carry castle catch cellar centre certain chance change chapter cheap choose circle
clean clear climb clock close cloth cloud coast coffee cold collect colour column common compare complete consider
contain copper corner cotton count country couple course cover create cross current curtain dance danger daughter
decide deep degree deliver depend describe desert design detail develop differ direct discover distance divide double
draw dream drive during early earth east easy edge effect eight either electric element empty engine enough enter equal
evening event every exact example except expect explain express extra family famous farmer feather fence field figure
final finger finish first flat flight floor flower follow forest forget forward found fourth fresh friend front garden
gather general gentle glass glove gold grain grass great green ground group grow guess guide hammer hand happen harbour
harvest heavy height history hollow honest horse hour house however hundred imagine include increase indeed industry
inside instead invent iron island join journey judge keep kitchen ladder language large later laugh layer leather
lemon length letter level library light limit linen liquid listen little local long lower machine main make manage
map market material matter measure meet member memory metal method middle might minute mirror moment month morning
mother motion mountain music narrow nation nature needle neither never night noble north notice number object observe
ocean offer often open orange order other outside over owner page paint paper parent part pattern pause pencil people
perhaps period person picture piece place plain plan plant plate pocket point polish possible potato powder practice
prepare present press pretty print private problem produce promise proof protect proud public pump purpose quarter
question quick quiet rain range rather reach reason receive record region regular remain remember repeat reply report
require result return rhythm rich river road rock roof round rule safe salt sample sand scale school science season
second secret seed seldom select sense separate serious seven several shadow shape sharp shelf shelter ship shoulder
shut side signal silent silver similar simple single sister size skill sleep slow small smoke smooth soap soft soil
solid some south space special spoon spring square stairs stamp star start station steam step still stone store story
straight stream street strong study subject substance sudden sugar summer supply support surface sweet system table
tail teach telephone temper tender theory thick thin thought thread through thunder ticket tidy timber together
tomorrow tongue tooth touch toward trade train travel tree trick trouble true trunk turn twelve twist under unit until
usual valley value various verse vessel village visit voice waiting walk wall warm wash watch water wave weather week
weight west wheel whether while whistle white whole winter wire wise within without wonder wood wool word work world
write yellow yesterday young
""".split()
