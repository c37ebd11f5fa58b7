import { useTranslation } from "react-i18next";
import { Section } from "../ui/Section";
import { ContactsForm } from "./ContactsForm";
import { PersonForm } from "./PersonForm";

export function PersonTab() {
  const { t } = useTranslation();
  return (
    <>
      <Section title={t("profile.person")}><PersonForm /></Section>
      <Section title={t("profile.contacts")}><ContactsForm /></Section>
    </>
  );
}
