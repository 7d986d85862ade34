import { Component } from "@odoo/owl";

import { _t } from "@web/core/l10n/translation";

/** Which people the matrix shows: of a department, a role, a level, or unknown to us. */
export class MatrixFilter extends Component {
    static template = "relationship_network.MatrixFilter";
    static props = { model: Object };

    get model() {
        return this.props.model;
    }

    get departments() {
        return this.model.data.departments.map(({ id }) => ({
            id,
            name: this.model.paths
                .get(id)
                .map(({ name }) => name)
                .join(" / "),
        }));
    }

    get levels() {
        return [...this.model.data.levels, ["", _t("Not assessed")]];
    }

    onDepartment(ev) {
        this.model.filters.departmentId = Number(ev.target.value) || false;
    }

    onRole(ev) {
        this.model.filters.roleId = Number(ev.target.value) || false;
    }

    onLevel(ev) {
        this.model.filters.level = ev.target.value;
    }
}
